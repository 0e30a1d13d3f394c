"""How often the rule of docs/measuring-reference.md ("Differences") finds a planted difference, and how often it
names one among equal rows: five rows and an A/A of the first, log-normal runs, 2,000 sittings each. Needs NumPy and SciPy.

    python3 power.py        a line for each number of runs a row: 10 %, 20 % and 40 % found; named among equals, at most
"""

import numpy as np
from scipy.stats import t

LEVEL = 0.05
SITTINGS = 2_000
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


def own(first, second):
    """Standard error and degrees of freedom of a difference of means (Welch)."""
    a, b = first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)
    return np.sqrt(a + b), (a + b) ** 2 / (a**2 / (len(first) - 1) + b**2 / (len(second) - 1))


def pooled(groups, m, n):
    """The same from the variance within all groups (Satterthwaite)."""
    squares = [((group - group.mean()) ** 2).sum() for group in groups]
    freedom = [len(group) - 1 for group in groups]
    error = np.sqrt(sum(squares) / sum(freedom) * (1 / m + 1 / n))
    return error, sum(squares) ** 2 / sum(s * s / f for s, f in zip(squares, freedom))


def reach(spread, level):
    return spread[0] * t.ppf(1 - level / 2, spread[1])


def told(runs, spreads, planted=1.0):
    """Which pairs of rows one sitting tells apart, if the second row is planted times as high."""
    rows = [RANDOM.normal(0, spread, runs) for spread in spreads]
    again = RANDOM.normal(0, spreads[0], runs)
    rows[1] = rows[1] + np.log(planted)
    floor = max(abs(rows[0].mean() - again.mean()), reach(pooled([rows[0], again], runs, runs), LEVEL), np.log(1.01))
    pairs = [(i, j) for i in range(len(rows)) for j in range(i + 1, len(rows))]
    level = LEVEL / len(pairs)
    everything = pooled([np.concatenate([rows[0], again])] + rows[1:], runs, runs)
    found = set()
    for i, j in pairs:
        if runs >= 3:
            far = reach(own(rows[i], rows[j]), level)
        else:
            far = reach((max(everything[0], own(rows[i], rows[j])[0]), everything[1]), level / 2)
        if abs(rows[i].mean() - rows[j].mean()) > max(far, floor):
            found.add((i, j))
    return found


for runs in (2, 3, 4, 5):
    power = [np.mean([(1, 2) in told(runs, [0.05] * 5, planted) for _ in range(SITTINGS)]) for planted in (1.1, 1.2, 1.4)]
    alarms = max(np.mean([bool(told(runs, spreads)) for _ in range(SITTINGS)]) for spreads in EQUAL_ROWS)
    print(runs, *(f"{share:.0%}" for share in power), f"{alarms:.1%}")
