# What the scripts beside this file share; they set root.

say() {
  echo "benchmarks: $*" >&2
}

# The first Java 25 or newer that has a compiler.
find_java() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$home/release" 2>/dev/null; then
      echo "$home"
      return
    fi
  done
  say "a JDK 25 is needed, and none was found in JAVA_HOME, /usr/lib/jvm or /Library/Java/JavaVirtualMachines"
  exit 1
}

# Builds what the benchmarks need, if a source is newer than the last build.
build() {
  jar=$root/benchmarks/target/benchmarks.jar
  newer=$(find "$root"/pom.xml "$root"/dml-core/pom.xml "$root"/dml-core/src/main "$root"/dml-wire/pom.xml "$root"/dml-wire/src/main "$root"/dml-smile/pom.xml \
    "$root"/dml-smile/src/main "$root"/benchmarks/pom.xml "$root"/benchmarks/src/main -newer "$jar" 2>&1 | head -n 1)
  if [ -n "$newer" ]; then
    say "building"
    (cd "$root" && mvn -q -B -DskipTests -Dspotless.check.skip=true -pl benchmarks -am package) >&2
    touch "$jar"
  fi
  # Java does not renew an archive of classes whose jars have changed, it only leaves it unused.
  archive=$root/benchmarks/target/benchmarks.jsa
  if [ -n "$(find "$jar" -newer "$archive" 2>/dev/null)" ]; then
    rm -f "$archive"
  fi
}

# A Python with the peers: the user's, or a virtual environment of our own.
find_python() {
  if [ -n "${DML_PYTHON:-}" ]; then
    echo "$DML_PYTHON"
    return
  fi
  venv=$root/benchmarks/target/venv
  if ! "$venv/bin/python" -c 'import sklearn, lightgbm, doubleml, dml_rs' 2>/dev/null; then
    say "installing scikit-learn, LightGBM, DoubleML and dml-rs into $venv"
    python3 -m venv "$venv" >&2
    "$venv/bin/pip" install -q --disable-pip-version-check scikit-learn lightgbm doubleml dml-rs >&2 || {
      say "that failed; set DML_PYTHON to a Python that has all of them"
      exit 1
    }
  fi
  echo "$venv/bin/python"
}

# run_java [OPTION...] CLASS [ARGUMENT...]; beside may name a further jar.
run_java() {
  "$(find_java)/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -cp "$root/benchmarks/target/benchmarks.jar:$root/benchmarks/target/lib/*${beside:+:$beside}" "$@"
}

# run_peers CLASS [OPTION...]: measures with the peers; needs usage.
run_peers() {
  main=$1
  shift
  invoked_from=$(pwd)
  cd "$root"
  data=${DML_DATA_DIR:-}
  size=usual
  output=benchmarks/target/results
  set -- "$@" --
  while [ "$1" != -- ]; do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --quick | --long) size=${1#--}; shift ;;
      --data | --output)
        case $2 in /*) directory=$2 ;; *) directory=$invoked_from/$2 ;; esac
        if [ "$1" = --data ]; then data=$directory; else output=$directory; fi
        shift 2
        ;;
      *) set -- "$@" "$1"; shift ;;
    esac
  done
  shift

  build
  python=$(find_python)

  set -- "$@" --file "rand=$root/examples/rand.csv.gz"
  for name in bonus 401k; do
    file=$(./dml fetch "$name" ${data:+--from "$data"} | head -n 1) || true
    if [ -n "$file" ]; then
      set -- "$@" "$name=$file"
    fi
  done
  if [ -f "$data/401k.csv" ]; then
    set -- "$@" "401k-published=$data/401k.csv"
  fi
  run_java -Ddml.peers.script=benchmarks/src/main/python/peer.py "dev.dml.benchmark.peers.$main" \
    --size "$size" --output "$output" --python "$python" "$@"
}
