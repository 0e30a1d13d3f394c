#!/usr/bin/env python3
"""growth_table.py OUT: what growth.sh measured: µs of CPU a delivery, medians over the starts (least to most)."""
import json
import statistics
import sys

ROWS = [("readers", "readers of one group, 20,000 deliveries/s in all"), ("text", "bytes of text more, 100 readers, 50 messages/s"),
        ("others", "others, each in a group of its own, 100 readers, 200 messages/s"),
        ("retained", "MiB retained at most, 100 readers, 200 messages/s")]
runs, wrong = {}, 0
for line in open(sys.argv[1]):
    run = json.loads(line)
    target, row, step = run["target"].split("+")[0].split(":")
    wrong += sum(run[k] for k in ("dup", "ooo", "gaps", "stalls", "errs")) + abs(run["expected"] - run["received"])
    runs.setdefault((target, row), {}).setdefault(int(step), []).append(run["cpu_us"])
print("| grows | wire | CPU, µs a delivery |")
print("| --- | --- | --- |")
for row, what in ROWS:
    for target in ("lab-websocket", "lab-tcp"):
        steps = runs.get((target, row), {})
        told = " · ".join(f"{step:,}: {statistics.median(v):.1f} ({min(v):.1f} to {max(v):.1f})" for step, v in sorted(steps.items()))
        print(f"| {what} | {target[4:]} | {told} |")
print("wrong:", wrong)
