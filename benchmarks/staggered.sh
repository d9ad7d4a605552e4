#!/bin/sh
# Measures processor time and peak memory of difference in differences beside DoubleML for Python, whole processes in
# turns, on a simulated staggered panel; docs/benchmarks.md has the table. Needs GNU time at /usr/bin/time.
set -eu

usage() {
  cat <<'END'
usage: benchmarks/staggered.sh [options]

  --units N         units in 12 periods (default 8334, which are 100,008 rows)
  --rounds N        how often each program runs (default 3)
  --boosting        gradient boosting, 100 rounds of depth 4, beside LightGBM, in place of linear and logistic regression
  --without-peer    our command alone
  -- ARGUMENT...    further arguments of dml estimate, such as --set repetitions=3

  DML_PYTHON        a Python with doubleml and pandas
END
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/benchmarks/common.sh"

units=8334
rounds=3
peer=true
learners=linear
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --units) units=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --boosting) learners=boosting; shift ;;
    --without-peer) peer=false; shift ;;
    --) shift; break ;;
    *) say "there is no option $1"; usage >&2; exit 2 ;;
  esac
done

python=$(find_python)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" "$root/benchmarks/peers/staggered.py" write "$work/panel.csv" "$units"
case $learners in
  boosting)
    ml='{type: gradient-boosting, rounds: 100, max_depth: 4, early_stopping: none}'
    slots="ml_g: $ml, ml_m: $ml"
    ;;
  *) slots='ml_g: linear-regression, ml_m: logistic-regression' ;;
esac
cat >"$work/panel.yaml" <<END
data: {file: panel.csv, outcome: y, unit: id, time: t, cohort: g, covariates: [x1, x2, x3, x4]}
model: did
learners: {$slots}
folds: 5
repetitions: 1
END

# measure NAME COMMAND...
measure() {
  name=$1
  shift
  /usr/bin/time -o "$work/time" -f "%U %S %e %M" "$@" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }
  awk -v name="$name" '{ printf "%-28s %6.2f s processor time, %6.2f s elapsed, %5.0f MiB\n", name, $1 + $2, $3, $4 / 1024 }' "$work/time"
}

DML=${DML:-$root/dml}
"$DML" --version >/dev/null
round=0
while [ "$round" -lt "$rounds" ]; do
  measure dml "$DML" estimate "$work/panel.yaml" --output "$work/panel.json" "$@"
  if $peer; then
    measure "DoubleML, one thread" env OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 \
      "$python" "$root/benchmarks/peers/staggered.py" estimate "$work/panel.csv" "$learners"
    measure "DoubleML, as it comes" "$python" "$root/benchmarks/peers/staggered.py" estimate "$work/panel.csv" "$learners"
  fi
  round=$((round + 1))
done
