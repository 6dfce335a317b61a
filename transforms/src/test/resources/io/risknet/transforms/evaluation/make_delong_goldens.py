"""Writes delong_goldens.json: DeLong's intervals and paired test by their definition.

Plain Python, no library: the structural components of DeLong, DeLong and Clarke-Pearson (Biometrics
1988) over all pairs of a positive and a negative row, in exact fractions. Limits and p-values are from
statistics.NormalDist.

    python3 make_delong_goldens.py > delong_goldens.json
"""

import json
import math
import random
from fractions import Fraction
from statistics import NormalDist

LEVEL = 0.95


def psi(x, y):
    return Fraction(x > y) + Fraction(x == y, 2)


def components(scores, labels):
    pos = [s for s, y in zip(scores, labels) if y]
    neg = [s for s, y in zip(scores, labels) if not y]
    v10 = [sum(psi(p, n) for n in neg) / len(neg) for p in pos]
    v01 = [sum(psi(p, n) for p in pos) / len(pos) for n in neg]
    return v10, v01


def covariance(a, b):
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    return sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b)) / (len(a) - 1)


def interval(estimate, variance, lowest):
    error = math.sqrt(variance)
    margin = NormalDist().inv_cdf((1 + LEVEL) / 2) * error
    return {
        "estimate": float(estimate),
        "standardError": error,
        "lower": max(lowest, float(estimate) - margin),
        "upper": min(1.0, float(estimate) + margin),
    }


def case(name, seed, rows, share, first, second):
    rng = random.Random(seed)
    labels = [int(rng.random() < share) for _ in range(rows)]
    labels[:4] = 0, 0, 1, 1
    both = [(y, rng.gauss(y, 1)) for y in labels]
    a = [first(rng, y, x) for y, x in both]
    b = [second(rng, y, x) for y, x in both]
    m, n = sum(labels), rows - sum(labels)
    va, vb = components(a, labels), components(b, labels)

    def var(u, w):
        return covariance(u[0], w[0]) / m + covariance(u[1], w[1]) / n

    auc_a, auc_b = sum(va[0]) / m, sum(vb[0]) / m
    variance = var(va, va) + var(vb, vb) - 2 * var(va, vb)
    z = float(auc_b - auc_a) / math.sqrt(variance)
    return {
        "name": name,
        "level": LEVEL,
        "labels": labels,
        "first": {"scores": a, **interval(auc_a, var(va, va), 0.0)},
        "second": {"scores": b, **interval(auc_b, var(vb, vb), 0.0)},
        "difference": interval(auc_b - auc_a, variance, -1.0),
        "z": z,
        "pValue": math.erfc(abs(z) / math.sqrt(2)),
    }


print(
    json.dumps(
        [
            case(
                "a little noise more",
                1,
                200,
                0.3,
                lambda r, y, x: x,
                lambda r, y, x: x + r.gauss(0, 0.5),
            ),
            case(
                "many ties",
                2,
                200,
                0.1,
                lambda r, y, x: round(x),
                lambda r, y, x: round(x + y / 2),
            ),
            case("few positives", 3, 120, 0.0, lambda r, y, x: x, lambda r, y, x: r.random()),
            case("opposites", 4, 100, 0.5, lambda r, y, x: x, lambda r, y, x: -x),
        ]
    )
)
