#!/usr/bin/env bash
# Installs what checks use if it is there, on a Debian machine and as root; each check says so where it goes without. Downloads, from nothing:
# a browser, R 71 MB, Python with pandas 33 MB, shellcheck 6 MB, and TeX with booktabs, siunitx and threeparttable 223 MB.
set -uo pipefail
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 0

export DEBIAN_FRONTEND=noninteractive
updated=
# need PROGRAM PACKAGE...: the packages, unless the program is there.
need() {
  command -v "$1" >/dev/null && return
  shift
  [ -n "$updated" ] || timeout 300 apt-get update -qq >/dev/null 2>&1
  updated=yes
  timeout 900 apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 || echo "$1 could not be installed; going on without it" >&2
}

need python3 python3
need chromium chromium fonts-dejavu-core
need shellcheck shellcheck
need Rscript r-base-core r-cran-jsonlite
need pdflatex texlive-latex-extra texlive-science
python3 -c 'import pandas' 2>/dev/null || /usr/bin/python3 -c 'import pandas' 2>/dev/null || need pandas python3-pandas
exit 0
