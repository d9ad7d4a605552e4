#!/usr/bin/env bash
# Runs the tests of the bridges in the languages that are here; StataBridgeTest reads Stata's, which nobody can run here.
#
#   .ci/bridges.sh DML    the command
set -euo pipefail
dml=$(realpath "$1")
export DML=$dml
cd "$(dirname "$0")/../bridges"

python=
for each in python3 /usr/bin/python3; do
  if "$each" -c 'import pandas' 2>/dev/null; then
    python=$each
    break
  fi
done
if [ -n "$python" ]; then
  (cd python && "$python" -B -m unittest -q test_dml)
else
  echo "the bridge of Python was not tried, since there is no Python with pandas" >&2
fi

if command -v Rscript >/dev/null && Rscript -e 'library(jsonlite)' >/dev/null 2>&1; then
  (cd r && Rscript test.R)
else
  echo "the bridge of R was not tried, since there is no R with jsonlite" >&2
fi
