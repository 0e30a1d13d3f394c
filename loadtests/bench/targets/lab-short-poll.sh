LAB=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..; HOOK='"$(dirname "$(readlink /proc/%PID%/exe)")/jcmd" %PID% GC.run'
START="$LAB/start.sh 9200 9201"; PORT=9200; DIALECT=lab-short-poll; KIND=poll; WARM=18; SKIP="w3 w4"
