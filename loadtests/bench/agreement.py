#!/usr/bin/env python3
"""agreement.py RTBENCH [ROUNDS [READERS [RATE]]]: whether `./lab compare` finds the ratio that a neutral client finds.

Starts one lab and lets two instruments measure it by turns, ROUNDS (5) times: the client in C (RTBENCH, see README.md) and
`./lab compare --transports websocket,tcp --noise`, both with READERS (100) and RATE (20) messages a second. Prints a line a round
and instrument: the ratio websocket / tcp of the median latency, its 95 % interval over the runs, and the CPU per delivery of both
transports. A round agrees if the ratios differ by at most a tenth and each interval contains the other's ratio. Of rounds in which
both instruments measure the same, with three runs each, one in five or so still disagrees: so the last line compares the rounds'
means. Takes some five minutes a round; the exit code is 1 if a round disagrees.
"""
import json
import math
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
rtbench = pathlib.Path(sys.argv[1]).resolve()
rounds, readers, rate = (int(a) for a in (sys.argv[2:] + ["5", "100", "20"][len(sys.argv) - 2:]))
RUNS, SECONDS, HTTP, TCP = 3, 5, 9300, 9301
# Student's 97.5 % quantile for 2 * RUNS - 2 degrees of freedom.
T = 2.776


def start():
    """A lab in the foreground of a child process, and the key that it printed."""
    lab = subprocess.Popen(["bash", str(here / "start.sh"), str(HTTP), str(TCP), "--ledger"],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in lab.stdout:
        if found := re.search(r"#key=(\S+)", line):
            return lab, found.group(1)
    sys.exit("the lab did not start")


def neutral(lab, transport):
    port = {"websocket": HTTP, "tcp": TCP}[transport]
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run([os.environ.get("RTBENCH_CLIENT", rtbench / "rtbench"), "--dialect", here / f"dialects/lab-{transport}.conf",
                        "--port", str(port), "--pid", str(lab.pid), "--label", transport, "--room", f"r{os.urandom(3).hex()}",
                        "--w", "1", "--n", str(readers), "--rate", str(rate), "--warm", "2", "--dur", str(SECONDS),
                        "--drain", "2", "--out", out.name], check=True, stdout=subprocess.DEVNULL)
        run = json.load(open(out.name))
    assert run["received"] == run["expected"], run
    return run["p50_us"], run["cpu_us"]


def wirelab(lab, key, folder):
    subprocess.run([str(root / "lab"), "compare", "--target", f"http://127.0.0.1:{HTTP}", "--key", key, "--transports", "websocket,tcp",
                    "--noise", "--repeats", str(RUNS), "--duration", f"{SECONDS}s", "--readers", str(readers), "--rate", str(rate),
                    "--out", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rows = json.load(open(max(pathlib.Path(folder).glob("*/result.json"), key=os.path.getmtime)))["rows"]
    found = {"websocket": [], "tcp": []}
    for row in rows:
        for run in row["runs"]:
            result = run["result"]
            cpu = result["meters"]["cpuNanos"] / 1000 / result["watched"]["deliveries"] if "cpuNanos" in result["meters"] else math.nan
            found[row["transport"]].append((result["latencyMicros"]["delivery"]["p50"], cpu))
    return found


def ratio(found):
    logs = {t: [math.log(p50) for p50, _ in runs] for t, runs in found.items()}
    middle = statistics.mean(logs["websocket"]) - statistics.mean(logs["tcp"])
    error = math.sqrt(sum(statistics.variance(values) / len(values) for values in logs.values()))
    return math.exp(middle), math.exp(middle - T * error), math.exp(middle + T * error)


def show(number, name, found):
    middle, low, high = ratio(found)
    cpu = ", ".join(f"{t} p50 {statistics.median(p for p, _ in runs) / 1000:.2f} ms, CPU {statistics.median(c for _, c in runs):.1f} µs"
                    for t, runs in found.items())
    print(f"{number} {name:8} websocket / tcp {middle:.3f} ({low:.3f} to {high:.3f}); {cpu}", flush=True)
    return middle, low, high


lab, key = start()
agreed = 0
ratios = {"neutral": [], "wirelab": []}
try:
    with tempfile.TemporaryDirectory() as folder:
        for transport in ("websocket", "tcp"):
            neutral(lab, transport)
        wirelab(lab, key, folder)
        for number in range(1, rounds + 1):
            found = {"websocket": [], "tcp": []}
            for turn in range(RUNS):
                for transport in ("websocket", "tcp") if turn % 2 else ("tcp", "websocket"):
                    found[transport].append(neutral(lab, transport))
            n, nlow, nhigh = show(number, "neutral", found)
            w, wlow, whigh = show(number, "wirelab", wirelab(lab, key, folder))
            ok = abs(math.log(w / n)) <= math.log(1.1) and nlow <= w <= nhigh and wlow <= n <= whigh
            agreed += ok
            ratios["neutral"].append(n)
            ratios["wirelab"].append(w)
            print(f"{number} {'agrees' if ok else 'disagrees'}", flush=True)
finally:
    lab.send_signal(signal.SIGTERM)
    lab.wait()
means = ", ".join(f"{name} {statistics.geometric_mean(all):.3f} ({min(all):.3f} to {max(all):.3f})" for name, all in ratios.items())
print(f"{agreed} of {rounds} agree; means {means}")
sys.exit(agreed < rounds)
