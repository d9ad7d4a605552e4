#!/usr/bin/env bash
# Four specifications of the effect of 401(k) eligibility as one table in LaTeX, compiled where there is a TeX.
#
#   .ci/latex.sh DML FILE    the command, and the data
set -euo pipefail
dml=$(realpath "$1")
data=$(realpath "$2")

if ! command -v pdflatex >/dev/null || ! kpsewhich siunitx.sty threeparttable.sty booktabs.sty >/dev/null; then
  echo "the table in LaTeX was not compiled, since there is no pdflatex with siunitx, threeparttable and booktabs" >&2
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
common=("$data" -y net_tfa -d e401 -x "age,inc,educ,fsize,marr,twoearn,db,pira,hown" --repetitions 3 --quiet)
"$dml" plr "${common[@]}" --learner linear -o linear.json
"$dml" plr "${common[@]}" --learner lasso -o lasso.json
"$dml" plr "${common[@]}" --learner boosting -o boosting.json
"$dml" irm "${common[@]}" --learner boosting -o irm.json
"$dml" table linear.json lasso.json boosting.json irm.json --label Linear,Lasso,Boosting,Boosting \
  --group 'Partially linear=3,Interactive=1' --coef-map 'e401=Eligible for a 401(k)' --stars --output table.tex
cat >paper.tex <<'TEX'
\documentclass{article}
\usepackage[margin=1in]{geometry}
\usepackage{booktabs,siunitx,threeparttable}
\begin{document}
\input{table}
\end{document}
TEX
pdflatex -interaction=nonstopmode -halt-on-error paper.tex >messages || { tail -n 30 messages >&2; exit 1; }
# Stars stand outside of their columns on purpose.
if grep -E 'Overfull .hbox.*in paragraph|undefined' paper.log; then
  exit 1
fi
[ -z "${DML_KEEP:-}" ] || cp paper.pdf table.tex "$DML_KEEP"
echo "the table in LaTeX compiles"
