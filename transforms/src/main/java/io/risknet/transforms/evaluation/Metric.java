package io.risknet.transforms.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A metric of {@link BinaryMetrics} that models can be compared by.
 *
 * <pre>{@code
 * OptionalDouble area = Metric.ROC_AUC.of(metrics);
 * }</pre>
 */
public enum Metric {
  /** {@link BinaryMetrics#rocAuc}. */
  ROC_AUC("rocAuc", true),
  /** {@link BinaryMetrics#averagePrecision}. */
  AVERAGE_PRECISION("averagePrecision", true),
  /** {@link BinaryMetrics#ks}. */
  KS("ks", true),
  /** {@link BinaryMetrics#logLoss}. */
  LOG_LOSS("logLoss", false),
  /** {@link BinaryMetrics#brier}. */
  BRIER("brier", false);

  private final String id;
  private final boolean moreIsBetter;

  Metric(String id, boolean moreIsBetter) {
    this.id = id;
    this.moreIsBetter = moreIsBetter;
  }

  /**
   * The metric of a name.
   *
   * @throws IllegalArgumentException listing the names, when there is none
   */
  @JsonCreator
  public static Metric named(String id) {
    return Arrays.stream(values())
        .filter(metric -> metric.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no metric '%s'; there are %s."
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(Metric::id)
                                .collect(Collectors.joining(", ")))));
  }

  /** Its name in manifests and specs. */
  @JsonValue
  public String id() {
    return id;
  }

  /** Whether a better model has more of it. */
  public boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** Its value; empty where the rows do not define it. */
  public OptionalDouble of(BinaryMetrics metrics) {
    return switch (this) {
      case ROC_AUC -> metrics.rocAuc();
      case AVERAGE_PRECISION -> metrics.averagePrecision();
      case KS -> metrics.ks();
      case LOG_LOSS -> metrics.logLoss();
      case BRIER -> metrics.brier();
    };
  }
}
