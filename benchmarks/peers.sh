#!/bin/sh
# Measures this program against scikit-learn, LightGBM, DoubleML, dml-rs, NumPy and Smile; docs/benchmarks.md explains
# the table.
set -eu

usage() {
  cat <<'END'
usage: benchmarks/peers.sh [options]

  --case NAME...    only these works (default: all); a wrong name lists the right ones
  --repeat N        how often each program runs, in turns (default 5)
  --threads LIST    numbers of threads (default: 1 and all cores, such as 1,2)
  --before PATH     a class path with another build of the benchmarks, which runs beside this one: absolute names
  --quick           small data, one repeat: shows within a few minutes that everything works
  --data DIR        where the published files lie (default: DML_DATA_DIR, or they are fetched)
  --output DIR      where peers.md and peers.json go (default: benchmarks/target/results)

  DML_JAVA_OPTS     further options for Java
  DML_PYTHON        a Python that has the peers; otherwise a virtual environment is made in benchmarks/target/venv
END
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/benchmarks/common.sh"
run_peers Peers "$@"
