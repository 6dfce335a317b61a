/**
 * Hyperparameter search: a {@link io.risknet.transforms.tuning.Grid} of trials, evaluated in
 * parallel by cross-validation with a ledger of what is finished, ranked into a {@link
 * io.risknet.transforms.tuning.Leaderboard}, the winner trained on all rows.
 */
package io.risknet.transforms.tuning;
