package io.risknet.transforms.tuning;

/**
 * The best trial of a search and the number of rounds that was best for it.
 *
 * @param trial the trial
 * @param rounds the number of training rounds
 * @param objective what the score is
 * @param selectedScore its mean objective over the folds; the best of all, picked because it is
 * @param stdErr the standard error of that mean
 */
public record Winner(
    Trial trial, int rounds, String objective, double selectedScore, double stdErr) {}
