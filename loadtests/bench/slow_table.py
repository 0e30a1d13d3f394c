#!/usr/bin/env python3
"""slow_table.py OUT: what slow.sh measured: CPU and latency without and with those who hang, and how far the pairs differ."""
import json
import statistics
import sys

runs, stalled = {"without": [], "with": []}, []
for line in open(sys.argv[1]):
    run = json.loads(line)
    if run["target"] == "stalled":
        stalled.append(run["sockets"])
    else:
        runs[run["target"].split("+")[0]].append(run)
print("| | without | with | with, of the one before, %: median (least to most) | without, of the without before, %: least to most |")
print("| --- | --- | --- | --- | --- |")
for name, field in (("CPU, µs a delivery", "cpu_us"), ("median latency, µs", "p50_us"), ("p99, µs", "p99_us")):
    plain, slow = ([run[field] for run in runs[kind]] for kind in ("without", "with"))
    change = [100 * b / a - 100 for a, b in zip(plain, slow)]
    noise = [100 * b / a - 100 for a, b in zip(plain, plain[1:])]
    print(f"| {name} | {statistics.median(plain):.1f} | {statistics.median(slow):.1f} | {statistics.median(change):+.0f} "
          f"({min(change):+.0f} to {max(change):+.0f}) | {min(noise):+.0f} to {max(noise):+.0f} |")
print("sockets with more than 100 kB unsent at the end of each run with those who hang:", stalled)
print("wrong:", sum(run[k] for kind in runs.values() for run in kind for k in ("dup", "ooo", "gaps", "stalls", "errs")))
