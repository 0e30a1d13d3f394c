#!/usr/bin/env python3
"""table.py OUT: what sitting.sh measured: medians over the starts, least and most, and the lab's share of its peer."""
import json
import statistics
import sys

PAIRS = [("lab-websocket", "ws", r) for r in "abcdefg"] + [
    ("lab-tcp", "nats", "a"), ("lab-tcp", "limit-tcp", "f"), ("lab-tcp", "limit-tcp", "g"),
    ("lab-long-poll", "nchan-longpoll", "d"), ("lab-long-poll", "nchan-longpoll", "h"), ("lab-short-poll", "nchan-poll", "a")]

starts = {}
for line in open(sys.argv[1]):
    run = json.loads(line)
    target, row = run["target"].split("+")[0].split(":")
    wrong = sum(run[k] for k in ("dup", "ooo", "gaps", "stalls", "errs"))
    cpu = run["cpu_us_resp"] if "poll" in target else run["cpu_us"]
    starts.setdefault((target, row), []).append((cpu, run["p99_us"] / 1000, wrong))


def column(runs, which):
    values = [run[which] for run in runs]
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


print("| row | lab, µs | beside, µs | ratio | p99 ms, lab · beside | starts | wrong |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for lab, peer, row in PAIRS:
    ours, theirs = starts.get((lab, row), []), starts.get((peer, row), [])
    if ours and theirs:
        ratio = statistics.median(r[0] for r in ours) / statistics.median(r[0] for r in theirs)
        p99 = " · ".join(f"{statistics.median(r[1] for r in runs):.0f}" for runs in (ours, theirs))
        wrong = sum(r[2] for r in ours + theirs)
        print(f"| {lab} {row} | {column(ours, 0)} | {peer} {column(theirs, 0)} | {ratio:.2f} | {p99} | {len(ours)} | {wrong} |")
