#!/bin/sh
# Measures how estimations grow with repetitions, environments and threads; docs/scaling.md explains the table.
set -eu

usage() {
  cat <<'END'
usage: benchmarks/scaling.sh [options]

  --wait MILLISECONDS   how long each fit waits in the cloud of this machine (default 1000)
  --output DIR          where scaling.md and scaling.svg go (default: benchmarks/target/results)

  DML_JAVA_OPTS         further options for Java
END
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/benchmarks/common.sh"

wait=1000
output=$root/benchmarks/target/results
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --wait) wait=$2; shift 2 ;;
    --output) output=$2; shift 2 ;;
    *) say "there is no option $1"; usage >&2; exit 2 ;;
  esac
done

build
beside=$root/local-cloud/target/local-cloud.jar # The cloud starts processes from where this is.
# Options are several words.
# shellcheck disable=SC2086
run_java ${DML_JAVA_OPTS:-} dev.dml.benchmark.fanout.Scaling "$output" "$wait"
