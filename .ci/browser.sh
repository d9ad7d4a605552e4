#!/usr/bin/env bash
# Opens pages and pictures in a browser as readers do (light, dark, narrow, printed), and compares what it makes of them with
# what it should: nothing is cut off or lies outside of its picture, axes and marks are as many as expected, and no word is unreadable.
#
#   .ci/browser.sh DML JAVA    the command, and a java; DML_KEEP names a folder for the screenshots
set -euo pipefail
dml=$(realpath "$1")
java=$(realpath "$2")
here=$(cd "$(dirname "$0")/.." && pwd)

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
  echo "the pages were not opened, since there is no Chromium" >&2
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$dml" irm "$here/examples/wages.csv" -y wage -d training -x age,education,region --learner linear --repetitions 4 --quiet \
  --set 'sensitivity={cf_y: 0.04, cf_d: 0.03, benchmarks: {age: age, education: education, region: region}}' \
  --set 'effects={groups: region, curve: {column: age, knots: 2}, policy_tree: {features: [age, education], min_leaf: 50}}' \
  -o page.json
"$dml" report page.json -o page.html
"$java" "$here/.ci/BrowserCheck.java" "$browser" page.html "$here/.ci/browser.txt" "${DML_KEEP:-$work}"

"$dml" estimate "$here/examples/counties.yaml" --quiet --set repetitions=1 --set 'learners.ml_g={candidates: [constant, linear-regression]}' -o panel.html
"$java" "$here/.ci/BrowserCheck.java" "$browser" panel.html "$here/.ci/browser-panel.txt" "${DML_KEEP:-$work}"
