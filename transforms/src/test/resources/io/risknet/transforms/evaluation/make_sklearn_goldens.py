"""Writes sklearn_goldens.json: scores, labels, and what scikit-learn and scipy make of them.

scikit-learn knows neither Hosmer-Lemeshow nor lift; these go by their definitions, group by group in
numpy, with scipy's chi-squared distribution. Made with scikit-learn 1.9.1, scipy 1.17.1, numpy 2.4.6:

    python3 make_sklearn_goldens.py > sklearn_goldens.json
"""

import json

import numpy as np
from scipy import stats
from sklearn import calibration, metrics


def groups_of_equal_rows(scores, count):
    """A score's group is the one in which the middle of its rows falls, all rows being in order."""
    n = len(scores)
    middle = np.array([(scores < s).sum() + (scores == s).sum() / 2 for s in scores])
    return np.minimum(count - 1, np.floor(count * middle / n)).astype(int)


def hosmer_lemeshow(scores, labels, count):
    group = groups_of_equal_rows(scores, count)
    statistic = 0.0
    for g in np.unique(group):
        p, y = scores[group == g], labels[group == g]
        statistic += (y.sum() - p.sum()) ** 2 / (len(p) * p.mean() * (1 - p.mean()))
    used = len(np.unique(group))
    return {
        "groups": used,
        "statistic": statistic,
        "pValueNewRows": stats.chi2.sf(statistic, used),
        "pValueFittedRows": stats.chi2.sf(statistic, used - 2),
    }


def lift(scores, labels, count):
    group = groups_of_equal_rows(scores, count)
    rows = []
    for g in np.unique(group)[::-1]:
        inside, taken = group == g, group >= g
        rows.append(
            {
                "lowest": scores[inside].min(),
                "highest": scores[inside].max(),
                "rows": int(inside.sum()),
                "positives": int(labels[inside].sum()),
                "rate": labels[inside].mean(),
                "lift": labels[inside].mean() / labels.mean(),
                "cumulativeShare": taken.mean(),
                "gain": labels[taken].sum() / labels.sum(),
                "cumulativeLift": labels[taken].mean() / labels.mean(),
            }
        )
    return rows


def bins(scores, labels, strategy, count):
    """calibration_curve leaves out how many rows a bin has, which the errors need."""
    observed, predicted = calibration.calibration_curve(
        labels, scores, n_bins=count, strategy=strategy
    )
    edges = (
        np.linspace(0, 1, count + 1)
        if strategy == "uniform"
        else np.percentile(scores, np.linspace(0, 1, count + 1) * 100)
    )
    rows = np.bincount(np.searchsorted(edges[1:-1], scores), minlength=count)
    rows = rows[rows > 0]
    distance = np.abs(observed - predicted)
    base = labels.mean()
    return {
        "bins": count,
        "observed": observed.tolist(),
        "predicted": predicted.tolist(),
        "rows": rows.tolist(),
        "expectedError": float((rows * distance).sum() / rows.sum()),
        "maximumError": float(distance.max()),
        "reliability": float((rows * distance**2).sum() / rows.sum()),
        "resolution": float((rows * (observed - base) ** 2).sum() / rows.sum()),
        "uncertainty": float(base * (1 - base)),
    }


def at_threshold(scores, labels, threshold):
    taken = (scores >= threshold).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(labels, taken).ravel().tolist()
    return {
        "threshold": threshold,
        "matrix": {
            "truePositives": tp,
            "falsePositives": fp,
            "trueNegatives": tn,
            "falseNegatives": fn,
        },
        "precision": metrics.precision_score(labels, taken),
        "recall": metrics.recall_score(labels, taken),
        "accuracy": metrics.accuracy_score(labels, taken),
        "f1": metrics.f1_score(labels, taken),
        "f2": metrics.fbeta_score(labels, taken, beta=2),
        "fHalf": metrics.fbeta_score(labels, taken, beta=0.5),
    }


def case(name, seed, rows, tilt, rounded):
    rng = np.random.default_rng(seed)
    scores = rounded(rng.beta(0.8, 3, rows))
    labels = (rng.random(rows) < tilt * scores).astype(int)
    fpr, tpr, roc_thresholds = metrics.roc_curve(labels, scores, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(labels, scores)
    best = int(np.argmax(np.abs(tpr - fpr)))
    quantile = len(np.unique(scores)) == rows
    return {
        "name": name,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "rocAuc": metrics.roc_auc_score(labels, scores),
        "averagePrecision": metrics.average_precision_score(labels, scores),
        "logLoss": metrics.log_loss(labels, scores),
        "brier": metrics.brier_score_loss(labels, scores),
        "ks": stats.ks_2samp(scores[labels == 1], scores[labels == 0]).statistic,
        "ksThreshold": roc_thresholds[best],
        "roc": {"x": fpr.tolist(), "y": tpr.tolist(), "thresholds": roc_thresholds[1:].tolist()},
        # From recall 0 up, as the thresholds descend.
        "precisionRecall": {"x": recall[::-1].tolist(), "y": precision[::-1].tolist()},
        "equalWidth": bins(scores, labels, "uniform", 10),
        # With ties the cut of scikit-learn depends on how percentiles are interpolated.
        **({"equalRows": bins(scores, labels, "quantile", 10)} if quantile else {}),
        "hosmerLemeshow": hosmer_lemeshow(scores, labels, 10),
        "lift": lift(scores, labels, 10),
        "thresholds": [at_threshold(scores, labels, t) for t in (0.1, 0.25, 0.5)],
    }


print(
    json.dumps(
        [
            case("many ties", 1, 300, 1.0, lambda s: np.clip(np.round(s, 1), 0.05, 0.95)),
            case("some ties", 2, 300, 0.7, lambda s: np.clip(np.round(s, 2), 0.005, 1)),
            case("no ties", 3, 300, 0.8, lambda s: s),
            case("single precision", 4, 500, 0.9, lambda s: s.astype(np.float32).astype(float)),
        ]
    )
)
