package io.risknet.pipelines.train;

import io.risknet.transforms.splits.Folding;
import java.io.Serializable;
import java.util.List;

/**
 * What the manifest tells of a search before it has begun.
 *
 * @param strategy how points are chosen
 * @param folding how rows are put into the folds of cross-validation
 * @param refitOn the parts that the model is trained on
 * @param leaks the columns that features read although the leakage guard would stop the run
 * @param leakageCheck whether the run stops for columns that are too good to be true
 */
record SearchSetup(
    String strategy, Folding folding, String refitOn, List<String> leaks, boolean leakageCheck)
    implements Serializable {}
