"""Writes calibration_goldens.json: scores, labels, and how scikit-learn calibrates them.

scikit-learn stops its search for Platt's curve early; from where it stops, scipy finds the root of the
gradient. Made with scikit-learn 1.9.1, scipy 1.17.1, numpy 2.4.6:

    python3 make_calibration_goldens.py > calibration_goldens.json
"""

import json

import numpy as np
from scipy import optimize, special
from sklearn import calibration, isotonic


def platt(scores, labels):
    log_odds = special.logit(scores)
    # Minus both, as scikit-learn's curve is 1 / (1 + exp(a f + b)).
    fitted = calibration._SigmoidCalibration().fit(log_odds, labels)
    start = np.array([-fitted.a_, -fitted.b_])
    positives, negatives = labels.sum(), (1 - labels).sum()
    targets = np.where(labels == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))

    def gradient(curve):
        error = special.expit(curve[0] * log_odds + curve[1]) - targets
        return [(error * log_odds).sum(), error.sum()]

    root = optimize.root(gradient, start, tol=1e-13).x
    assert np.allclose(root, start, rtol=1e-2, atol=1e-3), (root, start)
    return {"slope": root[0], "intercept": root[1]}


def isotonic_steps(scores, labels, at):
    fitted = isotonic.IsotonicRegression(out_of_bounds="clip").fit(scores, labels)
    return {"at": at.tolist(), "probabilities": fitted.predict(at).tolist()}


def case(name, scores, labels):
    labels = labels.astype(int)
    at = np.unique(np.concatenate([[0, 1], np.linspace(0.02, 0.98, 33), scores[:20]]))
    return {
        "name": name,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "platt": platt(scores, labels),
        "isotonic": isotonic_steps(scores, labels, at),
    }


def main():
    random = np.random.default_rng(4)
    truth = random.beta(1.5, 6, 300)
    outcome = random.random(300) < truth
    too_sure = special.expit(2.5 * special.logit(truth) + 0.4)
    timid = special.expit(0.4 * special.logit(truth) - 1)
    print(
        json.dumps(
            [
                case("right", truth, outcome),
                case("too sure", too_sure, outcome),
                case("timid", timid, outcome),
                case("many ties", np.round(truth, 1) * 0.9 + 0.05, outcome),
                case("wrong way round", 1 - truth, outcome),
                case("both classes apart", np.linspace(0.1, 0.9, 9), np.arange(9) >= 5),
            ]
        )
    )


main()
