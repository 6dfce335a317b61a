package io.risknet.transforms.explanation;

import static java.util.Comparator.comparingDouble;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableList;
import io.risknet.transforms.evaluation.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The importance of a model's features.
 *
 * @param metric what permutation is measured by
 * @param value the metric on the rows as they are; absent where they do not define it
 * @param rows on how many rows it is measured
 * @param repeats how often each feature is shuffled
 * @param undefined why there is no permutation importance; empty when there is
 * @param features the most important first, by permutation, then by gain
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelImportance(
    Metric metric,
    OptionalDouble value,
    int rows,
    int repeats,
    String undefined,
    List<FeatureImportance> features) {
  private static final Comparator<FeatureImportance> MOST_IMPORTANT_FIRST =
      comparingDouble((FeatureImportance of) -> -of.permutation().orElse(0))
          .thenComparing(comparingDouble(of -> -of.gain().orElse(0)));

  /** Brings the features into order; those that are equal keep theirs. */
  public ModelImportance {
    undefined = undefined == null ? "" : undefined;
    features =
        features.stream().sorted(MOST_IMPORTANT_FIRST).collect(ImmutableList.toImmutableList());
  }
}
