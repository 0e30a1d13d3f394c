#!/usr/bin/env bash
# slow.sh RTBENCH OUT [PAIRS]: what a reader that hangs costs the others: 100 readers over WebSocket, 20,000 deliveries a second, PAIRS (10)
# times without and with ten who entered the group and read nothing, by turns, one server. slow_table.py OUT tells the difference.
set -u
rtbench=$(cd "$1" && pwd) pairs=${3:-10}
case $2 in /*) out=$2 ;; *) out=$PWD/$2 ;; esac
client=${RTBENCH_CLIENT:-$rtbench/rtbench} here=$(dirname "$(readlink -f "$0")")
cd "$rtbench" || exit 2
. targets/lab-websocket.sh
taskset -c 0 bash $START >/dev/null 2>&1 &
server=$!
trap 'kill $server; wait $server 2>/dev/null' EXIT
for ((i = 0; i < 150; i++)); do (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && break; sleep 0.1; done

# run LABEL GROUP OPTION...
run() {
  timeout 60 "$client" --spin --cpu 1 --dialect "dialects/$DIALECT.conf" --port "$PORT" --pid "$server" --label "$1" --room "$2" \
    --w 1 --n 100 --rate 200 --warm 1 --drain 2 "${@:3}" >/dev/null
}
for ((i = 0; i < 5; i++)); do run warm "warm$i" --dur 6; done
for ((i = 0; i < pairs; i++)); do
  run without "plain$i" --dur 4 --out "$out"
  hanging=()
  for ((k = 0; k < 10; k++)); do
    "$here/slow_reader.py" 9201 "slow$i" 12 &
    hanging+=($!)
  done
  sleep 0.5
  run with "slow$i" --dur 4 --out "$out"
  wait "${hanging[@]}"
done
