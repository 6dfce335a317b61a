package io.risknet.transforms.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the scores of both classes are distributed: counts by bins from the lowest to the highest
 * score, empty bins among them. Bins of probabilities are equally wide in log odds, as most
 * probabilities of a default are small; where a score is not within 0 and 1, they are equally wide
 * in the score. Where all scores are equal there is one bin, of no width.
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

  /** On what bins are equally wide; strict, as bits are to be the same on every machine. */
  private enum Scale {
    PLAIN,
    LOG_ODDS;

    double of(double score) {
      return this == PLAIN ? score : StrictMath.log(score / (1 - score));
    }

    double score(double value) {
      return this == PLAIN ? value : 1 / (1 + StrictMath.exp(-value));
    }
  }

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
    double first = scores.score(0);
    double last = scores.score(scores.size() - 1);
    var scale = first > 0 && last < 1 ? Scale.LOG_ODDS : Scale.PLAIN;
    double lowest = scale.of(first);
    double width = scale.of(last) - lowest;
    int count = width > 0 ? bins : 1;
    var positives = new long[count];
    var negatives = new long[count];
    for (int i = 0; i < scores.size(); i++) {
      int bin = (int) Math.min(count - 1, count * ((scale.of(scores.score(i)) - lowest) / width));
      positives[bin] += scores.positives(i);
      negatives[bin] += scores.negatives(i);
    }
    return new ScoreHistogram(
        IntStream.range(0, count)
            .mapToObj(
                bin ->
                    new Bin(
                        bin == 0 ? first : scale.score(lowest + width * bin / count),
                        bin == count - 1 ? last : scale.score(lowest + width * (bin + 1) / count),
                        positives[bin],
                        negatives[bin]))
            .toList(),
        Optional.empty());
  }
}
