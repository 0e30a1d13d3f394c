"""How often the rule of docs/measuring-reference.md ("Differences") finds a planted difference, and how often it
names one among equal rows: five rows and an A/A of the first, in blocks, log-normal runs. Needs NumPy and SciPy.

    python3 power.py                 a line for each number of runs a row: 10 %, 20 % and 40 % found; named among equals
    python3 power.py result.json     the rule on a result: each pair of its rows, by p50 and by CPU
"""

import json
import sys

import numpy as np
from scipy.stats import t

LEVEL = 0.05
LEAST = np.log(1.01)
COMPARISONS = 4_000
RANDOM = np.random.default_rng(7)
# Standard deviations of the logarithms of a row's runs; the first row has the A/A.
EQUAL_ROWS = (
    [0.05] * 5,
    [0.4, 0.05, 0.05, 0.05, 0.05],
    [0.05, 0.4, 0.05, 0.05, 0.05],
    [0.02, 0.4, 0.01, 0.01, 0.01],
    [0.01, 0.4, 0.2, 0.02, 0.01],
    [0.2, 0.2, 0.01, 0.01, 0.01],
)


def pooled(logs):
    """Standard error and degrees of freedom of a difference of two rows: logs[comparison, row, block]."""
    rows, blocks = logs.shape[1:]
    left = logs - logs.mean(axis=2, keepdims=True)
    left -= left.mean(axis=1, keepdims=True)
    squares = (left**2).sum(axis=2)
    total = squares.sum(axis=1)
    freedom = (blocks - 1) * (rows - 1) / rows * total**2 / (squares**2).sum(axis=1)
    return np.sqrt(total / ((rows - 1) * (blocks - 1)) * 2 / blocks), np.maximum(1, freedom)


def decide(logs, rows, twins):
    """Pairs, differences, half the widths of their intervals, and whether they are found.

    logs[comparison, row, block] has the rows first and then the A/A rows; twins names the row of each of those.
    """
    error, freedom = pooled(logs)
    means = logs.mean(axis=2)
    blocks = logs.shape[2]
    aa = np.sqrt(np.mean([(means[:, rows + i] - means[:, twin]) ** 2 for i, twin in enumerate(twins)], axis=0))
    floor = np.maximum(LEAST, np.maximum(aa, error * t.ppf(1 - LEVEL / 2, freedom)))
    pairs = [(i, j) for i in range(rows) for j in range(i + 1, rows)]
    own = [(logs[:, j] - logs[:, i]).std(axis=1, ddof=1) / np.sqrt(blocks) for i, j in pairs]
    errors = np.maximum(np.array(own).T, error[:, None])
    differences = np.array([means[:, j] - means[:, i] for i, j in pairs]).T
    chance = 2 * t.sf(np.abs(differences) / errors, freedom[:, None])
    order = chance.argsort(axis=1)
    # Holm: one pair less for each that is significant, until one is not.
    levels = np.empty_like(chance)
    left = np.full(len(logs), len(pairs))
    stopped = np.zeros(len(logs), bool)
    for place in range(len(pairs)):
        at = order[:, place]
        level = LEVEL / left
        stopped |= np.take_along_axis(chance, at[:, None], 1)[:, 0] > level
        left = left - ~stopped
        np.put_along_axis(levels, at[:, None], level[:, None], 1)
    reach = np.maximum(errors * t.ppf(1 - levels / 2, freedom[:, None]), floor[:, None])
    return pairs, differences, reach, np.abs(differences) > reach


def simulated(runs, spreads, planted=1.0, block=0.05):
    deviations = np.array([*spreads, spreads[0]])[None, :, None]
    logs = RANDOM.standard_normal((COMPARISONS, len(spreads) + 1, runs)) * deviations
    logs += block * RANDOM.standard_normal((COMPARISONS, 1, runs))
    logs[:, 1] += np.log(planted)
    return decide(logs, len(spreads), [0])


def power(runs, planted):
    pairs, _, _, found = simulated(runs, [0.05] * 5, planted)
    return found[:, pairs.index((1, 2))].mean()


def recorded(path):
    rows = json.load(open(path))["rows"]
    plain = [row for row in rows if not row["twinOf"]]
    twins = [row for row in rows if row["twinOf"]]
    ids = [row["id"] for row in plain]
    for name, value in (
        ("p50", lambda run: run["latencyMicros"]["delivery"]["p50"]),
        ("CPU", lambda run: run["meters"]["cpuNanos"] / run["watched"]["deliveries"]),
    ):
        logs = np.log([[[value(run["result"]) for run in row["runs"]] for row in plain + twins]])
        pairs, differences, reach, found = decide(logs, len(plain), [ids.index(row["twinOf"]) for row in twins])
        for (i, j), middle, half, is_found in zip(pairs, differences[0], reach[0], found[0]):
            ratio = "%.6g (%.6g to %.6g)" % tuple(np.exp([middle, middle - half, middle + half]))
            print(f"{name} {ids[j]} / {ids[i]}: {ratio}, {'found' if is_found else 'not found'}")


if len(sys.argv) > 1:
    recorded(sys.argv[1])
else:
    for runs in (2, 3, 4, 5, 6, 8, 12):
        alarms = max(simulated(runs, spreads)[3].any(axis=1).mean() for spreads in EQUAL_ROWS)
        print("|", runs, f"| {alarms:.1%} |", *(f"{power(runs, planted):.0%} |" for planted in (1.1, 1.2, 1.4)))
