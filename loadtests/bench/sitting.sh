#!/usr/bin/env bash
# sitting.sh RTBENCH OUT [STARTS [PAIRS]]: the rows of docs/performance.md, STARTS (5) starts of each server, the lab and its peer by
# turns. A start is warmed up for its target's WARM seconds, in parts of six, between which all clients leave and come, as they do before
# each row; a row has two seconds more of its own before four are measured. One JSON line a row and start is appended to OUT, which
# table.py makes a table of. Server on core 0, client on core 1. A start of all takes some nine minutes.
# PAIRS chooses, such as "lab-websocket:abg ws:abg". Rows: see one(). The clients of the last three come and only wait.
set -u
rtbench=$(cd "$1" && pwd) starts=${3:-5}
case $2 in /*) out=$2 ;; *) out=$PWD/$2 ;; esac
client=${RTBENCH_CLIENT:-$rtbench/rtbench}
cd "$rtbench" || exit 2
# Before other processes of this machine, where that is allowed.
{ echo -15 >/proc/self/autogroup; } 2>/dev/null

# row KIND ROW: what the client is to do
row() {
  case $2 in
    a) args=(--w 2 --n 100 --window 16) ;;
    b) args=(--w 2 --n 500 --window 16) ;;
    c) args=(--w 2 --n 2000 --window 4) ;;
    d) args=(--w 2 --n 100 --window 1) ;;
    e) args=(--spin --w 1 --n 500 --rate 40) ;;
    f) args=(--spin --w 1 --n 500 --rate 200) ;;
    g) args=(--spin --w 3 --pairs 50 "${W3SET[@]}") ;;
    h) args=(--w 1 --n 500 --rate 4) ;;
  esac
  [ "$1" = poll ] && args+=(--interval 0)
}

# drive LABEL OPTION...: one run of the client
drive() {
  local label=$1
  shift
  timeout 60 "$client" --cpu 1 --dialect "dialects/$DIALECT.conf" --port "$PORT" --pid "$server" --label "$label" \
    --room "room$RANDOM" "${SET[@]}" "$@" >/dev/null
}

up() {
  # shellcheck disable=SC2086
  taskset -c 0 bash $START >/dev/null 2>&1 &
  server=$!
  for ((i = 0; i < 150; i++)); do (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && break; sleep 0.1; done
}

down() {
  kill "$server"
  wait "$server" 2>/dev/null
}

# one TARGET ROWS
one() (
  SET=() W3SET=() KIND=push WARM=1 HOOK=
  # shellcheck disable=SC1090
  . "targets/$1.sh"
  rows=${2//[ijk]/}
  if [ -n "$rows" ]; then
    up
    row "$KIND" a
    for ((warm = 0; warm < WARM; warm += 6)); do drive warm "${args[@]}" --warm 0 --dur 6; done
    for ((r = 0; r < ${#rows}; r++)); do
      row "$KIND" "${rows:r:1}"
      drive warm "${args[@]}" --warm 0 --dur 2 --drain 2
      drive "$1:${rows:r:1}" "${args[@]}" --warm 1 --dur 4 --drain 2 --out "$out"
    done
    down
  fi
  idle=(--w 4 --interval 60000 --settle 1)
  if [[ $2 == *i* ]]; then # memory of 5,000 who wait
    up
    drive warm "${idle[@]}" --n 500 --warm 0 --dur 0.5
    drive "$1:i" "${idle[@]}" --n 5000 --warm 0.5 --dur 2 --sources 4 --hook "${HOOK//%PID%/$server}" --out "$out"
    down
  fi
  if [[ $2 == *j* ]]; then # to connect and log in, after 12,000; j: 2,000 one after another, k: 1,000 at once
    up
    for i in 1 2 3 4 5 6; do drive warm "${idle[@]}" --n 2000 --warm 0 --dur 0.5 --sources 4; done
    drive "$1:j" "${idle[@]}" --n 2000 --warm 0.5 --dur 1 --sources 4 --out "$out"
    for i in 1 2 3; do drive "$1:k" "${idle[@]}" --n 1000 --warm 0 --dur 0.5 --out "$out"; done
    down
  fi
)

pairs="ws:adbcefgijk lab-websocket:adbcefgijk nats:a limit-tcp:fg lab-tcp:afgi nchan-longpoll:dh lab-long-poll:dhi nchan-poll:a lab-short-poll:a"
for ((start = 1; start <= starts; start++)); do
  for pair in ${4:-$pairs}; do one "${pair%%:*}" "${pair##*:}"; done
done
