#!/usr/bin/env bash
# growth.sh RTBENCH OUT [STARTS]: how the lab's CPU for a delivery grows, over WebSocket and TCP, with the readers of a group (10 to 10,000),
# the text (0 to 3,072 bytes more), what was retained before, and 5,000 others, each in a group of its own. Each of STARTS (3) starts of the lab
# does all of it once, at 20,000 deliveries a second (5,000 for texts), so that only what is asked about changes. One JSON line a run is
# appended to OUT, which growth_table.py makes a table of. Server on core 0, client on core 1; some seven minutes a start.
set -u
rtbench=$(cd "$1" && pwd) starts=${3:-3}
case $2 in /*) out=$2 ;; *) out=$PWD/$2 ;; esac
client=${RTBENCH_CLIENT:-$rtbench/rtbench}
cd "$rtbench" || exit 2
{ echo -15 >/proc/self/autogroup; } 2>/dev/null

# drive LABEL OPTION...: one run of the client
drive() {
  local label=$1
  shift
  timeout 120 "$client" --cpu 1 --dialect "dialects/$DIALECT.conf" --port "$PORT" --pid "$server" --label "$label" --room "room$RANDOM" "$@"
}

# measure LABEL READERS MESSAGES_A_SECOND OPTION...
measure() {
  drive "$1" --spin --w 1 --n "$2" --rate "$3" --sources 4 --warm 2 --dur 4 --drain 3 --out "$out" "${@:4}" >/dev/null
}

up() {
  # shellcheck disable=SC2086
  taskset -c 0 bash $START "$@" >/dev/null 2>&1 &
  server=$!
  for ((i = 0; i < 150; i++)); do (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && break; sleep 0.1; done
  for i in 1 2 3; do drive warm --w 2 --n 100 --window 16 --warm 0 --dur 6 >/dev/null; done
}

down() {
  kill "$server"
  wait "$server" 2>/dev/null
}

# wire TARGET
wire() {
  # shellcheck disable=SC1090
  . "targets/$1.sh"
  up
  for n in 10 100 1000 10000; do measure "$1:readers:$n" $n $((20000 / n)); done
  say=$(sed -n 's/^pub = //p' "dialects/$DIALECT.conf")
  for size in 0 64 1024 3072; do
    more=$(printf "%${size}s" | tr ' ' x)
    measure "$1:text:$size" 100 50 --set "pub = ${say/\%d/%d$more}"
  done
  measure "$1:others:0" 100 200
  in=$(mktemp -u)
  drive others --w 4 --n 5000 --sources 4 --interval 60000 --settle 1 --warm 1 --dur 12 --hook "touch $in" \
    --set 'on = has:"type":"hello" => {"type":"join","id":"j","to":"#g-%u"}' >/dev/null &
  others=$!
  until [ -e "$in" ] || ! kill -0 $others 2>/dev/null; do sleep 0.2; done
  rm -f "$in"
  measure "$1:others:5000" 100 200
  wait $others
  down
  for mib in 1 256; do
    up --retain-mib $mib --retain-events 1000000
    measure "$1:retained:$mib" 100 200
    down
  done
}

for ((start = 1; start <= starts; start++)); do
  for target in lab-websocket lab-tcp; do wire $target; done
done
