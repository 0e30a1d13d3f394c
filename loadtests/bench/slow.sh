#!/usr/bin/env bash
# slow.sh RTBENCH OUT [PAIRS]: what a reader that hangs costs the others: 100 readers over WebSocket, 20,000 deliveries a second, PAIRS (10)
# times without and with ten who entered the group and read nothing, by turns, one server. Before each run the group is filled for two seconds, so
# that the sockets of those ten are full while it is measured (and less than the 10 s after which the lab cuts them): ss counts them into OUT.
# slow_table.py OUT tells the difference.
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

# drive LABEL GROUP OPTION...
drive() {
  timeout 60 "$client" --cpu 1 --dialect "dialects/$DIALECT.conf" --port "$PORT" --pid "$server" --label "$1" --room "$2" "${@:3}" >/dev/null
}

# run LABEL GROUP OPTION...
run() {
  drive fill "$2" --w 2 --n 100 --window 16 --warm 0 --dur 2 --drain 1
  drive "$1" "$2" --spin --w 1 --n 100 --rate 200 --warm 0.5 --dur 3 --drain 1 --out "$out"
}
for ((i = 0; i < 5; i++)); do drive warm "warm$i" --spin --w 1 --n 100 --rate 200 --warm 1 --dur 6; done
for ((i = 0; i < pairs; i++)); do
  run without "plain$i"
  hanging=()
  for ((k = 0; k < 10; k++)); do
    "$here/slow_reader.py" 9201 "slow$i" 12 &
    hanging+=($!)
  done
  sleep 0.5
  run with "slow$i"
  echo "{\"target\":\"stalled\",\"sockets\":$(ss -Htn state established '( sport = :9201 )' | awk '$2 > 100000' | wc -l)}" >>"$out"
  wait "${hanging[@]}"
done
