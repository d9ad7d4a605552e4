#!/usr/bin/env bash
# Checks the deployment without an account: AWS's own tools read, lint and build the template, deploy it to a server that answers
# like AWS, where it is looked at, change it, and delete it. The tools are installed in environments of their own, once.
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

address=$(mktemp)
export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=us-east-1
"$tools/moto/bin/python" .ci/account.py >"$address" 2>/dev/null &
server=$!
trap 'kill $server' EXIT
until [ -s "$address" ]; do
  kill -0 $server
  sleep 0.2
done
AWS_ENDPOINT_URL=$(cat "$address")
export AWS_ENDPOINT_URL

"$tools/moto/bin/python" -c 'import boto3; boto3.client("s3").create_bucket(Bucket="packages")'
deploy() {
  "$tools/sam/bin/sam" deploy --template template.yaml --stack-name dml-check --s3-bucket packages --no-progressbar \
    --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND --parameter-overrides NotifyEmail=somebody@example.org Jobs=yes "$@"
}
check() {
  "$tools/moto/bin/python" .ci/deployment.py "$@"
}
deploy
check made dml-check
before=$(check version dml-check)
deploy MemorySize=3008 >/dev/null
check changed dml-check 3008 "$before"
"$tools/sam/bin/sam" delete --stack-name dml-check --no-prompts --region us-east-1
check deleted
