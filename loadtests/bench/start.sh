#!/usr/bin/env bash
# start.sh HTTP_PORT TCP_PORT [option of serve ...]: runs the lab in the foreground on 127.0.0.1 with the JVM flags that
# ./lab uses: what it learnt in its rehearsal. It must have been built (./lab build). JDK25 names the JDK, JVM adds flags for an experiment.
set -eu
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
for jdk in "${JDK25:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
  [ -x "$jdk/bin/java" ] && grep -qs '^JAVA_VERSION="2[5-9]' "$jdk/release" && break
  jdk=
done
[ -n "$jdk" ] || { echo "no JDK 25: set JDK25" >&2; exit 2; }
http=$1 tcp=$2
shift 2
memory=$root/lab-web/target/lab.aot warm=
[ -s "$memory" ] && warm="@$root/lab-web/target/lab.options -XX:AOTCache=$memory"
# shellcheck disable=SC2086
exec "$jdk/bin/java" $warm ${JVM:-} -jar "$root/lab-web/target/lab.jar" serve --for-load --http-port "$http" --tcp-port "$tcp" "$@"
