#!/bin/sh
# Measures how time and memory grow with rows, columns and threads; docs/benchmarks.md explains the table.
set -eu

usage() {
  cat <<'END'
usage: benchmarks/scale.sh [options] [LEARNER...]

  --quick           1,000 and 10,000 rows, 10 and 100 columns; otherwise 10,000 to 10,000,000 and 10 to 1,000
  --limit SECONDS   a cell that is expected to take longer is left out, one of three times as long stopped (default 30)
  --output DIR      where scale.md and scale.json go (default: benchmarks/target/results)
  LEARNER           linear-regression, lasso, logistic-regression, random-forest, gradient-boosting (default: all)

  DML_JAVA_OPTS     further options for Java
END
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/benchmarks/common.sh"

size=usual
limit=30
output=$root/benchmarks/target/results
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --quick) size=quick; shift ;;
    --limit) limit=$2; shift 2 ;;
    --output) output=$2; shift 2 ;;
    -*) say "there is no option $1"; usage >&2; exit 2 ;;
    *) break ;;
  esac
done

build
run_java dev.dml.benchmark.peers.Scale "$size" "$limit" "$output" "$@"
