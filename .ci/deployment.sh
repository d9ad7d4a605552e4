#!/usr/bin/env bash
# Checks the deployment without an account: AWS's own tools read, lint and build the template, and a server that answers like
# AWS makes the stack, is looked at, and deletes it. The tools are installed in environments of their own, once.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=${DML_TOOLS:-$HOME/.cache/dml-tools}
export SAM_CLI_TELEMETRY=0

# The two have dependencies that exclude each other.
install() {
  [ -x "$tools/$1/bin/$2" ] && return
  python3 -m venv "$tools/$1"
  "$tools/$1/bin/pip" install -q "${@:3}"
}
install sam sam aws-sam-cli==1.* cfn-lint
install moto moto_server "moto[server]==5.*" aws-sam-translator pyyaml

"$tools/sam/bin/sam" validate --lint --template template.yaml --region us-east-1
"$tools/sam/bin/cfn-lint" --regions us-east-1 --template jobs.yaml
build=$(mktemp -d)
"$tools/sam/bin/sam" build --template template.yaml --build-dir "$build" >/dev/null
rm -r "$build"

log=$(mktemp)
"$tools/moto/bin/moto_server" -H 127.0.0.1 -p 0 >"$log" 2>&1 &
server=$!
trap 'kill $server' EXIT
until address=$(grep -o 'http://127.0.0.1:[0-9]*' "$log"); do
  kill -0 $server
  sleep 0.2
done
AWS_ENDPOINT_URL=$address AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=us-east-1 \
  "$tools/moto/bin/python" .ci/deployment.py template.yaml dml-lambda/target/dml-lambda.zip dml-client/target/dml-driver.zip
