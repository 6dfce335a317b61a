/**
 * The classic scorecard of a linear model on weights of evidence: a table of points by column and
 * bin ({@link io.risknet.transforms.scorecard.Scorecard}), with the checks of signs and of
 * collinearity that a validator asks for.
 */
package io.risknet.transforms.scorecard;
