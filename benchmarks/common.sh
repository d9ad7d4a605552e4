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
  newer=$(find "$root"/pom.xml "$root"/dml-core/pom.xml "$root"/dml-core/src/main "$root"/dml-smile/pom.xml \
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
  if ! "$venv/bin/python" -c 'import sklearn, lightgbm' 2>/dev/null; then
    say "installing scikit-learn and LightGBM into $venv"
    python3 -m venv "$venv" >&2
    "$venv/bin/pip" install -q --disable-pip-version-check scikit-learn lightgbm >&2 || {
      say "that failed; set DML_PYTHON to a Python that has both"
      exit 1
    }
  fi
  echo "$venv/bin/python"
}

# run_java [OPTION...] CLASS [ARGUMENT...]
run_java() {
  "$(find_java)/bin/java" -XX:+UseSerialGC -cp "$root/benchmarks/target/benchmarks.jar:$root/benchmarks/target/lib/*" "$@"
}
