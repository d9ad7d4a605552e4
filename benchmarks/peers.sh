#!/bin/sh
# Measures this program against scikit-learn, LightGBM, NumPy and Smile; docs/benchmarks.md explains the table.
set -eu

usage() {
  cat <<'END'
usage: benchmarks/peers.sh [options]

  --case NAME...    only these works (default: all); a wrong name lists the right ones
  --repeat N        how often each program runs, in turns (default 5)
  --threads LIST    numbers of threads (default: 1 and all cores, such as 1,2)
  --quick           small data, one repeat: shows within two minutes that everything works
  --data DIR        where the published file of the bonus experiment lies (default: DML_DATA_DIR, or it is fetched)
  --output DIR      where peers.md and peers.json go (default: benchmarks/target/results)

  DML_JAVA_OPTS     further options for Java
  DML_PYTHON        a Python that has the peers; otherwise a virtual environment is made in benchmarks/target/venv
END
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/benchmarks/common.sh"
invoked_from=$(pwd)
cd "$root"

data=${DML_DATA_DIR:-}
size=usual
output=benchmarks/target/results
set -- "$@" --
while [ "$1" != -- ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --quick) size=quick; shift ;;
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

bonus=
if [ -n "$data" ]; then
  bonus=$(./dml fetch bonus --from "$data" | head -n 1) || true
else
  bonus=$(./dml fetch bonus | head -n 1) || true
fi
[ -n "$bonus" ] && set -- "$@" --bonus "$bonus"

run_java -Ddml.peers.script=benchmarks/src/main/python/peer.py dev.dml.benchmark.peers.Peers \
  --size "$size" --output "$output" --python "$python" "$@"
