package io.risknet.pipelines.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.transforms.evaluation.AucDifference;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.JsonCoder;
import java.io.IOException;

/**
 * How a challenger does on the rows on which the champion does as well: {@code comparison.json}.
 *
 * @param outcome what the label of the rows stands for, in sentences
 * @param champion the model that is there
 * @param challenger the one that wants its place
 * @param rocAuc both areas, and the challenger's gain with DeLong's test
 * @param minAucGain the gain that was asked for
 * @param passes whether the lower end of the gain's interval lies above it, or the gain itself,
 *     where each row has the same part in it, and both score enough of the rows
 */
public record Comparison(
    String outcome,
    Side champion,
    Side challenger,
    AucDifference rocAuc,
    double minAucGain,
    boolean passes) {
  /** The name of the file below a run's directory. */
  public static final String FILE = "comparison.json";

  static final double LEVEL = 0.95;

  /**
   * One of both models.
   *
   * @param model its directory
   * @param metrics on all rows that it scores; {@code unscored} are those that it can't read, that
   *     its rules reject, or that lack what it can't do without
   */
  public record Side(String model, BinaryMetrics metrics) {}

  /**
   * Compares two models.
   *
   * @param maxUnscored the share of rows that may lack a score of either
   */
  static Comparison of(
      String outcome,
      Side champion,
      Side challenger,
      AucDifference rocAuc,
      double minAucGain,
      double maxUnscored) {
    var comparison = new Comparison(outcome, champion, challenger, rocAuc, minAucGain, false);
    var gain = rocAuc.difference();
    var assured = comparison.gainsAlike() ? gain.estimate() : gain.lower();
    boolean gains = assured.orElse(Double.NEGATIVE_INFINITY) > minAucGain;
    boolean passes = gains && comparison.unscoredShare() <= maxUnscored;
    return new Comparison(outcome, champion, challenger, rocAuc, minAucGain, passes);
  }

  /** The share of the rows that not both score: a gain on the few others says little. */
  public double unscoredShare() {
    return (double) rocAuc.unscored() / Math.max(1, rowsInAll());
  }

  /** All rows that were there to compare on. */
  public long rowsInAll() {
    return rocAuc.rows() + rocAuc.unscored() + rocAuc.unlabelled();
  }

  /** Whether each row has the same part in the gain, which then has no interval. */
  public boolean gainsAlike() {
    long positives = rocAuc.positives();
    boolean enough = positives > 1 && rocAuc.rows() - positives > 1;
    return enough && rocAuc.difference().lower().isEmpty();
  }

  /** Whether both put all rows into the same order, so that there is a gain of 0 without doubt. */
  public boolean ranksAlike() {
    return gainsAlike() && rocAuc.difference().estimate().orElseThrow() == 0;
  }

  void write(OutputDirectory output) throws IOException {
    AtomicFile.write(output.below(FILE), JsonCoder.write(this).getBytes(UTF_8));
  }

  /** The comparison that a run wrote. */
  public static Comparison read(OutputDirectory output) throws IOException {
    var bytes =
        AtomicFile.read(output.below(FILE))
            .orElseThrow(() -> new IOException("There is no " + output.below(FILE) + "."));
    return JsonCoder.read(new String(bytes, UTF_8), Comparison.class);
  }
}
