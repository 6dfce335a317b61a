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
 *     where each row has the same part in it
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
   * @param metrics on all rows that it scores; {@code unscored} are those that it can't read, or
   *     that its rules reject
   */
  public record Side(String model, BinaryMetrics metrics) {}

  static Comparison of(
      String outcome, Side champion, Side challenger, AucDifference rocAuc, double minAucGain) {
    var comparison = new Comparison(outcome, champion, challenger, rocAuc, minAucGain, false);
    var gain = rocAuc.difference();
    var assured = comparison.gainsAlike() ? gain.estimate() : gain.lower();
    boolean passes = assured.orElse(Double.NEGATIVE_INFINITY) > minAucGain;
    return new Comparison(outcome, champion, challenger, rocAuc, minAucGain, passes);
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
