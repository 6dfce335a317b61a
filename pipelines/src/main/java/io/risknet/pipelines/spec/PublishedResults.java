package io.risknet.pipelines.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What others published: of other rows, on other machines, so to be looked at and no bar.
 *
 * @param source who published it, of what
 * @param figures by what they trained on
 */
public record PublishedResults(String source, Map<String, Figures> figures) {
  /** Nothing. */
  static final PublishedResults NONE = new PublishedResults("", Map.of());

  /** What is absent is empty. */
  public PublishedResults {
    source = source == null ? "" : source;
    figures = figures == null ? Map.of() : ImmutableMap.copyOf(figures);
  }

  /**
   * The figures of one training, as far as they were published.
   *
   * @param beside the feature set that comes nearest
   * @param rocAuc on its test rows
   * @param averagePrecision on its test rows
   * @param minutes that training took
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Figures(
      Optional<String> beside,
      OptionalDouble rocAuc,
      OptionalDouble averagePrecision,
      OptionalDouble minutes) {}
}
