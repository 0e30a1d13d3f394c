#!/usr/bin/env bash
# sitting.sh RTBENCH OUT [STARTS [PAIRS]]: the rows of docs/performance.md, each server started anew for each row, the lab and its peer by
# turns, STARTS (5) times. A lab is warmed up for 18 s with the row's own load, a peer for 1 s. One JSON line a start is
# appended to OUT; table.py OUT makes a table of them. A pair takes some 40 s a start. Server on core 0, client on core 1.
# PAIRS chooses, such as "ws:lab-websocket:c nats:lab-tcp:a".
set -u
rtbench=$(cd "$1" && pwd) starts=${3:-5}
case $2 in /*) out=$2 ;; *) out=$PWD/$2 ;; esac
client=${RTBENCH_CLIENT:-$rtbench/rtbench}
cd "$rtbench" || exit 2

# one TARGET ROW WARM
one() (
  SET=() W3SET=() KIND=push
  # shellcheck disable=SC1090
  . "targets/$1.sh"
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
  [ "$KIND" = poll ] && args+=(--interval 0)
  # shellcheck disable=SC2086
  taskset -c 0 bash $START >/dev/null 2>&1 &
  server=$!
  for ((i = 0; i < 150; i++)); do (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && break; sleep 0.1; done
  drive=(timeout 60 "$client" --cpu 1 --dialect "dialects/$DIALECT.conf" --port "$PORT" --pid "$server"
    --label "$1:$2" "${SET[@]}" "${args[@]}" --drain 2)
  "${drive[@]}" --room "warm$RANDOM" --warm 0 --dur "$3" >/dev/null
  "${drive[@]}" --room "row$RANDOM" --warm 1 --dur 4 --out "$out" >/dev/null
  kill "$server"
  wait "$server" 2>/dev/null
)

pairs="ws:lab-websocket:a ws:lab-websocket:b ws:lab-websocket:c ws:lab-websocket:d ws:lab-websocket:e ws:lab-websocket:f
  ws:lab-websocket:g nats:lab-tcp:a limit-tcp:lab-tcp:f limit-tcp:lab-tcp:g nchan-longpoll:lab-long-poll:d nchan-longpoll:lab-long-poll:h
  nchan-poll:lab-short-poll:a"
for ((start = 1; start <= starts; start++)); do
  for pair in ${4:-$pairs}; do
    IFS=: read -r peer lab row <<<"$pair"
    one "$peer" "$row" 1
    one "$lab" "$row" 18
  done
done
