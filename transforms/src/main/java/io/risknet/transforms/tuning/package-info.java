/**
 * Hyperparameter search: trials of a {@link io.risknet.transforms.tuning.SearchStrategy}, evaluated
 * in parallel by cross-validation with a ledger of what is finished, ranked into a {@link
 * io.risknet.transforms.tuning.Leaderboard}, the winner trained on all rows.
 */
package io.risknet.transforms.tuning;
