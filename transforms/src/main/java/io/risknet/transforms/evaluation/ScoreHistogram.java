package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the scores of both classes are distributed: counts by bins of equal width from the lowest to
 * the highest score, empty bins among them. Where all scores are equal there is one bin, of no
 * width.
 *
 * <pre>{@code
 * var histogram = ScoreHistogram.of(scores, 40);
 * }</pre>
 *
 * @param bins in ascending order
 * @param undefined why there is none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScoreHistogram(List<Bin> bins, Optional<String> undefined) {

  /**
   * The rows whose scores are at least {@code from} and below {@code to}; the last bin holds the
   * highest score as well.
   *
   * @param from its lower end
   * @param to its upper end
   * @param positives its rows with label 1
   * @param negatives its rows with label 0
   */
  public record Bin(double from, double to, long positives, long negatives) {}

  /** Copies the bins; an absent list is an empty one. */
  public ScoreHistogram {
    bins = bins == null ? List.of() : List.copyOf(bins);
  }

  /** Counts the rows of a distribution in so many bins. */
  public static ScoreHistogram of(ScoreDistribution scores, int bins) {
    checkArgument(bins >= 1, "There must be at least one bin, not %s.", bins);
    var reason = Requirement.rows(scores);
    if (reason.isPresent()) {
      return new ScoreHistogram(List.of(), reason);
    }
    double lowest = scores.score(0);
    double width = scores.score(scores.size() - 1) - lowest;
    int count = width > 0 ? bins : 1;
    var positives = new long[count];
    var negatives = new long[count];
    for (int i = 0; i < scores.size(); i++) {
      int bin = (int) Math.min(count - 1, count * ((scores.score(i) - lowest) / width));
      positives[bin] += scores.positives(i);
      negatives[bin] += scores.negatives(i);
    }
    return new ScoreHistogram(
        IntStream.range(0, count)
            .mapToObj(
                bin ->
                    new Bin(
                        lowest + width * bin / count,
                        lowest + width * (bin + 1) / count,
                        positives[bin],
                        negatives[bin]))
            .toList(),
        Optional.empty());
  }
}
