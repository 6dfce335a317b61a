/**
 * What a model goes by, over many rows: {@link
 * io.risknet.transforms.explanation.FeatureImportance}, {@link
 * io.risknet.transforms.explanation.PartialDependence}, and the transform that measures both. How
 * the score of a single loan comes about is told by {@link io.risknet.transforms.scoring.Scorer}.
 */
package io.risknet.transforms.explanation;
