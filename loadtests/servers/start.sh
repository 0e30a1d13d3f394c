#!/usr/bin/env bash
# Starts servers that are not Wirelab and prints the options that compare them:
#   ./lab compare --server wirelab $(loadtests/servers/start.sh socket.io nchan)
#   loadtests/servers/start.sh stop
# socket.io and ws need Node and npm, nchan Debian's libnginx-mod-nchan, nats Debian's nats-server, cometd Maven.
# Each listens on the port of its description on 127.0.0.1; PORT=N changes that of a single one, PORT=0 is any for ws,
# socket.io and cometd.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=${WIRELAB_SERVERS:-${TMPDIR:-/tmp}/wirelab-servers-$(id -u)}
mkdir -p "$state"

say() { echo "$*" >&2; }

if [ "${1:-}" = stop ]; then
  for file in "$state"/*.pid; do
    [ -f "$file" ] || continue
    kill "$(cat "$file")" 2>/dev/null || true
    rm "$file"
  done
  exit 0
fi

node_packages() { [ -d "$here/node_modules" ] || (cd "$here" && npm ci --silent >&2); }

# Sets `command` and `port` of a server.
prepare() {
  case $1 in
    ws) port=${PORT:-9101} ;;
    socket.io) port=${PORT:-9102} ;;
    nchan) port=${PORT:-9103} ;;
    cometd) port=${PORT:-9104} ;;
    nats) port=${PORT:-4222} ;;
    *) say "there is no server '$1'; there are ws, socket.io, nchan, cometd, nats"; exit 2 ;;
  esac
  case $1 in
    ws | socket.io) node_packages; command=(node "$here/$1.js" "$port") ;;
    nchan)
      mkdir -p "$state/nchan"
      sed "s/PORT/$port/" "$here/nchan.conf" > "$state/nchan/nchan.conf"
      command=(nginx -e stderr -p "$state/nchan" -c nchan.conf) ;;
    nats) command=(nats-server -a 127.0.0.1 -p "$port") ;;
    cometd)
      mvn -q -B -f "$here/cometd" compile >&2
      command=(java -cp "$here/cometd/target/classes:$here/cometd/target/lib/*" CometdServer "$port") ;;
  esac
}

for name in "$@"; do
  prepare "$name"
  NODE_ENV=production "${command[@]}" > "$state/$name.log" 2>&1 &
  pid=$!
  echo $pid > "$state/$name.pid"
  for _ in $(seq 100); do
    kill -0 $pid 2>/dev/null || { say "$name did not start:"; cat "$state/$name.log" >&2; exit 1; }
    if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
    sleep 0.1
  done
  echo "--server $name --server-pid $pid"
done
