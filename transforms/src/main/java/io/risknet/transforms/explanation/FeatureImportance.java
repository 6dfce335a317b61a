package io.risknet.transforms.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;

/**
 * How much a model goes by a feature. Correlated features share what they have in common, so that a
 * low figure does not say that a feature tells nothing.
 *
 * @param feature name of the feature's column
 * @param gain its share of what all splits gain in training; absent where the model is no booster
 * @param permutation by how much the metric gets worse when the feature's values are shuffled among
 *     the rows, the mean of some shuffles; below 0 where it gets better, absent where the rows do
 *     not define the metric
 * @param deviation the standard deviation of that over the shuffles
 * @see <a href="https://jmlr.org/papers/v20/18-760.html">Fisher, Rudin and Dominici: All Models are
 *     Wrong, but Many are Useful (permutation importance)</a>
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record FeatureImportance(
    String feature, OptionalDouble gain, OptionalDouble permutation, OptionalDouble deviation) {}
