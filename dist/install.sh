#!/bin/sh
# Installs the newest release of dml for Linux on x86-64 in ~/.local, without asking for anything else:
#
#   curl -fsSL https://github.com/@REPOSITORY@/releases/latest/download/install.sh | sh
#
#   DML_HOME      where it goes instead of ~/.local/share/dml
#   DML_BIN       where the link to the command goes instead of ~/.local/bin
#   DML_RELEASE   where the archive and its checksum are instead of the newest release; also a directory
set -eu

release=${DML_RELEASE:-https://github.com/@REPOSITORY@/releases/latest/download}
home=${DML_HOME:-$HOME/.local/share/dml}
bin=${DML_BIN:-$HOME/.local/bin}
archive=dml-linux-x64.tar.gz

say() {
  echo "dml: $*" >&2
}

fetch() {
  case $release in
    /* | ./*) cp "$release/$1" "$2" ;;
    *) curl -fsSL --retry 3 -o "$2" "$release/$1" ;;
  esac
}

system=$(uname -s)-$(uname -m)
if [ "$system" != Linux-x86_64 ]; then
  say "this archive is for Linux on x86-64, but this is $system; take dml-VERSION.tar.gz from the release, which needs a Java 25"
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch "$archive" "$work/$archive"
fetch "$archive.sha256" "$work/$archive.sha256"
if ! (cd "$work" && sha256sum -c "$archive.sha256" >/dev/null 2>&1); then
  say "the archive is not what its checksum says; try again"
  exit 1
fi
tar -xzf "$work/$archive" -C "$work"
rm -f "$work/$archive"

# A newer version takes the place of an older one as a whole.
mkdir -p "$(dirname "$home")" "$bin"
if [ -e "$home" ] && [ ! -x "$home/bin/dml" ]; then
  say "$home is there and is not dml; choose another place by DML_HOME"
  exit 1
fi
rm -rf "$home"
mv "$work"/dml-* "$home"
ln -sf "$home/bin/dml" "$bin/dml"
"$bin/dml" --version
case :$PATH: in
  *:"$bin":*) ;;
  *) say "put $bin on your PATH to call it by its name" ;;
esac
