LAB=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..; HOOK='"$(dirname "$(readlink /proc/%PID%/exe)")/jcmd" %PID% GC.run'
START="$LAB/start.sh 9200 9201"; PORT=9200; DIALECT=lab-websocket; WARM=18
# private messages do not come back to who sent them, as with the peers
W3SET=(--set 'open_send = {"type":"login","user":"%u","echo":false}')
