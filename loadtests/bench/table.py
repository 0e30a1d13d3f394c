#!/usr/bin/env python3
"""table.py OUT: what sitting.sh measured: medians over the starts (least to most), and the lab's share of its peer beside what is asked for."""
import json
import statistics
import sys

# what, lab, peer, row, must, aim: shares of the peer
ROWS = [
    ("WebSocket fan-out, 100 readers, 16 in flight", "lab-websocket", "ws", "a", .15, .09),
    ("the same, 500 readers", "lab-websocket", "ws", "b", .10, .06),
    ("the same, 2,000 readers, 4 in flight", "lab-websocket", "ws", "c", .30, .20),
    ("the same, 100 readers, 1 in flight", "lab-websocket", "ws", "d", .95, .65),
    ("WebSocket, 500 readers, 20,000 deliveries/s +", "lab-websocket", "ws", "e", 1.25, .9),
    ("WebSocket, 500 readers, 100,000 deliveries/s +", "lab-websocket", "ws", "f", 1.0, .75),
    ("WebSocket private, 50 pairs +", "lab-websocket", "ws", "g", 1.3, .7),
    ("TCP fan-out, 100 readers, 16 in flight", "lab-tcp", "nats", "a", 1.5, .8),
    ("TCP, 500 readers, 100,000 deliveries/s +", "lab-tcp", "limit-tcp", "f", 1.4, 1.1),
    ("TCP private, 50 pairs +", "lab-tcp", "limit-tcp", "g", 1.8, 1.2),
    ("long poll, 100 readers, 1 in flight, an answer", "lab-long-poll", "nchan-longpoll", "d", 2.0, 1.0),
    ("long poll, 500 readers, 2,000 answers/s, an answer", "lab-long-poll", "nchan-longpoll", "h", 2.5, 1.2),
    ("short poll, back to back, an answer", "lab-short-poll", "nchan-poll", "a", 2.0, 1.0),
    # Asked for were 600 and 200 µs where ws took 176.
    ("WebSocket, to connect and log in, µs", "lab-websocket", "ws", "j", 3.4, 1.14),
    ("1,000 WebSockets at once, ms until all are in", "lab-websocket", "ws", "k", 3.0, 1.0)]
# what, lab, row, must, aim: as they are
ALONE = [
    ("idle WebSocket, KB", "lab-websocket", "i", 36, 12), ("idle TCP, KB", "lab-tcp", "i", 40, 12),
    ("idle long poll, KB", "lab-long-poll", "i", 18, 12)]
# Else µs of CPU a delivery; on the polls, an answer.
FIELDS = {"i": "kb_per_conn", "j": "setup_cpu_us", "k": "setup_ms"}

starts, wrong = {}, 0
for line in open(sys.argv[1]):
    run = json.loads(line)
    target, row = run["target"].split("+")[0].split(":")
    wrong += sum(run[k] for k in ("dup", "ooo", "gaps", "stalls", "errs"))
    figure = run[FIELDS.get(row, "cpu_us_resp" if "poll" in target else "cpu_us")]
    starts.setdefault((target, row), []).append((figure, run.get("p99_us", 0) / 1000))


def short(value):
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def spread(values):
    return f"{short(statistics.median(values))} ({short(min(values))} to {short(max(values))})"


def told(value, must, aim):
    return f"≤ {must:g} {'met' if value <= must else '**missed**'} | {aim:g} {'met' if value <= aim else 'no'}"


print("| work | lab | beside | ratio | must | aim | p99 ms, lab · beside |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for what, lab, peer, row, must, aim in ROWS:
    ours, theirs = starts.get((lab, row)), starts.get((peer, row))
    if ours and theirs:
        cpu, other = [r[0] for r in ours], [r[0] for r in theirs]
        ratio = statistics.median(cpu) / statistics.median(other)
        pairs = [a / b for a, b in zip(cpu, other)]
        p99 = " · ".join(f"{statistics.median(r[1] for r in runs):.0f}" for runs in (ours, theirs)) if row not in FIELDS else ""
        print(f"| {what} | {spread(cpu)} | {peer} {spread(other)} | {ratio:.2f} ({min(pairs):.2f} to {max(pairs):.2f}) "
              f"| {told(ratio, must, aim)} | {p99} |")
for what, lab, row, must, aim in ALONE:
    if (lab, row) in starts:
        values = [r[0] for r in starts[lab, row]]
        print(f"| {what} | {spread(values)} | | | {told(statistics.median(values), must, aim)} | |")
print(f"\n{min(map(len, starts.values()))} starts; lost, doubled, out of order, stalled, errors: {wrong}")
