"""Writes metrics_goldens.json: scores with ties, labels, and the metrics by their definitions.

Plain Python, no library: ROC AUC over all pairs, KS and average precision threshold by threshold,
log loss and Brier row by row, each in exact fractions where that is possible.

    python3 make_goldens.py > metrics_goldens.json
"""

import json
import math
import random
from fractions import Fraction


def roc_auc(scores, labels):
    pos = [s for s, y in zip(scores, labels) if y]
    neg = [s for s, y in zip(scores, labels) if not y]
    wins = sum(Fraction(p > n) + Fraction(p == n, 2) for p in pos for n in neg)
    return wins / (len(pos) * len(neg))


def ks(scores, labels):
    pos = [s for s, y in zip(scores, labels) if y]
    neg = [s for s, y in zip(scores, labels) if not y]
    return max(
        abs(
            Fraction(sum(s <= t for s in pos), len(pos))
            - Fraction(sum(s <= t for s in neg), len(neg))
        )
        for t in scores
    )


def average_precision(scores, labels):
    total, recall_before = Fraction(0), Fraction(0)
    for t in sorted(set(scores), reverse=True):
        taken = [y for s, y in zip(scores, labels) if s >= t]
        precision = Fraction(sum(taken), len(taken))
        recall = Fraction(sum(taken), sum(labels))
        total += (recall - recall_before) * precision
        recall_before = recall
    return total


def log_loss(scores, labels):
    eps = 2.0**-52
    terms = []
    for s, y in zip(scores, labels):
        p = s if y else 1 - s
        terms.append(-math.log(min(1 - eps, max(eps, p))))
    return math.fsum(terms) / len(terms)


def brier(scores, labels):
    return sum((Fraction(s) - y) ** 2 for s, y in zip(scores, labels)) / len(scores)


def case(name, seed, rows, digits, share):
    rng = random.Random(seed)
    labels = [int(rng.random() < share) for _ in range(rows)]
    labels[0], labels[1] = 0, 1
    scores = [round(min(1.0, max(0.0, rng.betavariate(1 + y, 3))), digits) for y in labels]
    auc = roc_auc(scores, labels)
    return {
        "name": name,
        "scores": scores,
        "labels": labels,
        "rocAuc": float(auc),
        "gini": float(2 * auc - 1),
        "ks": float(ks(scores, labels)),
        "averagePrecision": float(average_precision(scores, labels)),
        "logLoss": log_loss(scores, labels),
        "brier": float(brier(scores, labels)),
    }


print(
    json.dumps(
        [
            case("many ties", 1, 300, 1, 0.3),
            case("some ties", 2, 300, 2, 0.1),
            case("no ties", 3, 300, 12, 0.02),
            case("two rows", 4, 2, 3, 0.5),
        ]
    )
)
