#!/usr/bin/env bash
# Installs the library, with its jars of sources and documentation, into a repository of its own, and has a project depend
# on it that estimates a spec; its result must be that of the command. Arguments: the home of a JDK 25, a spec.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# A copy of what Maven has already downloaded, without what anybody installed of this project.
repository=$scratch/repository
mkdir -p ~/.m2/repository
cp -r ~/.m2/repository "$repository"
rm -rf "$repository/dev/dml"

JAVA_HOME=$1 mvn -B -ntp -q -Prelease -DskipTests -Dspotless.check.skip=true -Dmaven.repo.local="$repository" \
  -pl dml-client -am install
for module in dml-core dml-wire dml-client; do
  for kind in sources javadoc; do
    ls "$repository/dev/dml/$module"/*/*-"$kind".jar >/dev/null
  done
done

cp -r .ci/consumer "$scratch/consumer"
JAVA_HOME=$1 mvn -B -ntp -q -f "$scratch/consumer" -Dmaven.repo.local="$repository" compile \
  dependency:build-classpath -Dmdep.outputFile="$scratch/class-path"
"$1/bin/java" --enable-native-access=ALL-UNNAMED \
  -cp "$scratch/consumer/target/classes:$(cat "$scratch/class-path")" consumer.Consumer "$2" >"$scratch/library.csv"
./dml estimate "$2" --quiet --format csv >"$scratch/command.csv"
cmp "$scratch/library.csv" "$scratch/command.csv"
