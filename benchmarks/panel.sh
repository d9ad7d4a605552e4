#!/bin/sh
# Measures the error of trees on many data sets beside that of trees with exact cuts; docs/benchmarks.md explains the
# table.
set -eu

usage() {
  cat <<'END'
usage: benchmarks/panel.sh [options]

  --case NAME...    only these, such as log-normal or log-normal/full (default: all); a wrong name lists the right ones
  --before PATH     a class path with another build of the benchmarks, which runs beside this one: absolute names
  --quick           small data and forests, two seeds: shows within a few minutes that everything works
  --long            ten times the trees for assets, wealth and log-normal, which chance blurs most: more than an hour
  --data DIR        where the published files lie (default: DML_DATA_DIR, or they are fetched)
  --output DIR      where panel.md and panel.json go (default: benchmarks/target/results)

  DML_JAVA_OPTS     further options for Java
  DML_PYTHON        a Python that has the peers; otherwise a virtual environment is made in benchmarks/target/venv
END
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/benchmarks/common.sh"
run_peers Panel --repeat 1 --threads 1 "$@"
