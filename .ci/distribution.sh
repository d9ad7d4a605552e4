#!/usr/bin/env bash
# Unpacks the archive for Linux in a root directory that has a shell, a few tools and the C library, and no Java, and
# runs the program there; then the archive for every platform with the Java of this machine.
#
#   .ci/distribution.sh DIRECTORY JDK    where the archives are; a JDK of this machine
set -euo pipefail
archives=$(cd "$1" && pwd)
jdk=$2

if [ "$(id -u)" != 0 ]; then
  echo "the archives are not tried in a root directory of their own, since only root can make one" >&2
  exit 0
fi

work=$(mktemp -d)
root=$work/root
cleanup() {
  mountpoint -q "$root/proc" && umount "$root/proc"
  rm -rf "$work"
}
trap cleanup EXIT

mkdir -p "$root/bin" "$root/proc" "$root/dev" "$root/tmp" "$root/home"
# with_libraries PROGRAM: into the root directory, with all that it is linked to.
with_libraries() {
  local file
  file=$(readlink -f "$(command -v "$1")")
  cp "$file" "$root/bin/$1"
  libraries "$file"
}
libraries() {
  ldd "$1" | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -nL "$library" "$root$library"
  done
}
for program in sh readlink dirname stty cut cat date; do
  with_libraries "$program"
done
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 666 "$root/dev/urandom" c 1 9
mount -t proc proc "$root/proc" 2>/dev/null || echo "without /proc" >&2

tar -xzf "$archives"/dml-*-linux-x64.tar.gz -C "$root/home"
home=$(basename "$root"/home/dml-*-linux-x64)
# The C++ library, of which DuckDB's native code is the only user.
for library in libstdc++.so.6 libgcc_s.so.1 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libc.so.6; do
  # To the end: ldconfig fails when nobody reads what it writes.
  found=$(ldconfig -p | awk -v name="$library" '$1 == name && /x86-64/ && !found {print $NF; found = 1}')
  [ -n "$found" ] && mkdir -p "$root$(dirname "$found")" && cp -nL "$found" "$root$found"
done

changed=$(command -v chroot)
inside() {
  env -i HOME=/home PATH=/bin LC_ALL=C "$changed" "$root" "$@"
}

echo "== no Java but the program's own"
if inside /bin/sh -c 'command -v java'; then
  exit 1
fi
inside "/home/$home/bin/dml" --version

echo "== an estimate, a page of it, a table, a query"
wages=/home/$home/examples/wages.csv
model=(plr "$wages" -y wage -d training -x "age,education,region" --learner lasso)
inside "/home/$home/bin/dml" "${model[@]}" -o /tmp/wages.json
inside "/home/$home/bin/dml" report /tmp/wages.json -o /tmp/wages.html
grep -q 'Effect of training on wage' "$root/tmp/wages.html"
inside "/home/$home/bin/dml" table /tmp/wages.json
cat >"$root/tmp/query.yaml" <<'S'
data: {file: wages.csv, query: "SELECT wage, training, age FROM data WHERE age > 30", outcome: wage, treatment: training}
model: plr
learners: {ml_l: linear-regression, ml_m: linear-regression}
S
cp "$root$wages" "$root/tmp/wages.csv"
inside "/home/$home/bin/dml" estimate /tmp/query.yaml --format tidy

echo "== the cache of classes is used after the folder was moved"
time inside "/home/$home/bin/dml" --version
inside "/home/$home/runtime/bin/java" -Xlog:aot -XX:AOTMode=on -XX:AOTCache="/home/$home/app/dml.aot" -XX:+UseSerialGC \
  --enable-native-access=ALL-UNNAMED -jar "/home/$home/app/dml-client.jar" --version >"$work/on.log"
tail -n 1 "$work/on.log"

echo "== manual pages and completion"
[ "$(find "$root/home/$home/share/man/man1" -name '*.1' | wc -l)" -gt 20 ]
bash -n "$root/home/$home/share/bash-completion/completions/dml"
if command -v groff >/dev/null; then
  for page in "$root/home/$home"/share/man/man1/*.1; do
    [ -z "$(groff -man -Tascii -ww -z "$page" 2>&1)" ] || { echo "$page is no page for man" >&2; exit 1; }
  done
fi

echo "== the same digits from the archive for every platform"
mkdir "$work/free"
linux=${home#dml-}
tar -xzf "$archives/dml-${linux%-linux-x64}.tar.gz" -C "$work/free" --strip-components=1
JAVA_HOME=$jdk "$work/free/bin/dml" plr "$root$wages" "${model[@]:2}" --format csv >"$work/free.csv"
inside "/home/$home/bin/dml" "${model[@]}" --format csv >"$work/linux.csv"
cmp "$work/free.csv" "$work/linux.csv"
