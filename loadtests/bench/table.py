#!/usr/bin/env python3
"""table.py OUT: what sitting.sh measured: medians over the starts, least and most, and the lab's share of its peer."""
import json
import statistics
import sys

PAIRS = [("lab-websocket", "ws", r) for r in "abcdefg"] + [
    ("lab-tcp", "nats", "a"), ("lab-tcp", "limit-tcp", "f"), ("lab-tcp", "limit-tcp", "g"),
    ("lab-long-poll", "nchan-longpoll", "d"), ("lab-long-poll", "nchan-longpoll", "h"), ("lab-short-poll", "nchan-poll", "a"),
    ("lab-websocket", "ws", "i"), ("lab-tcp", "", "i"), ("lab-long-poll", "", "i"),
    ("lab-websocket", "ws", "j"), ("lab-websocket", "ws", "k")]

# µs of CPU a delivery (a response on the polls), but KB a connection, µs of CPU a log-in, ms until all are in.
FIELDS = {"i": "kb_per_conn", "j": "setup_cpu_us", "k": "setup_ms"}

starts = {}
for line in open(sys.argv[1]):
    run = json.loads(line)
    target, row = run["target"].split("+")[0].split(":")
    wrong = sum(run[k] for k in ("dup", "ooo", "gaps", "stalls", "errs"))
    figure = run[FIELDS.get(row, "cpu_us_resp" if "poll" in target else "cpu_us")]
    starts.setdefault((target, row), []).append((figure, run.get("p99_us", 0) / 1000, wrong))


def column(runs):
    values = [run[0] for run in runs]
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})" if values else "–"


print("| row | lab | beside | ratio | p99 ms, lab · beside | runs | wrong |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for lab, peer, row in PAIRS:
    ours, theirs = starts.get((lab, row), []), starts.get((peer, row), [])
    if ours:
        ratio = f"{statistics.median(r[0] for r in ours) / statistics.median(r[0] for r in theirs):.2f}" if theirs else "–"
        p99 = " · ".join(f"{statistics.median(r[1] for r in runs):.0f}" for runs in (ours, theirs) if runs)
        wrong = sum(r[2] for r in ours + theirs)
        print(f"| {lab} {row} | {column(ours)} | {peer} {column(theirs)} | {ratio} | {p99} | {len(ours)} | {wrong} |")
