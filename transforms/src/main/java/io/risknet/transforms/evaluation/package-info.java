/**
 * How good scores are: an exact, mergeable {@link
 * io.risknet.transforms.evaluation.ScoreDistribution}, the metrics taken from it, and the
 * transforms that collect it over a pipeline.
 */
package io.risknet.transforms.evaluation;
