package io.risknet.pipelines.compare;

import com.google.common.collect.Streams;
import io.risknet.transforms.evaluation.AucDifference;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.RecordBatch;
import java.util.Comparator;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Compares the scores of all rows, which come by hash bucket. One worker holds them: 24 bytes a
 * row, and some 130 at the height of the comparison.
 */
final class CompareFn extends DoFn<KV<Integer, Iterable<KV<Integer, RecordBatch>>>, Comparison> {
  private static final long serialVersionUID = 1;

  private final String champion;
  private final String challenger;
  private final String outcome;
  private final double minAucGain;
  private final double maxUnscored;

  CompareFn(
      String champion, String challenger, String outcome, double minAucGain, double maxUnscored) {
    this.champion = champion;
    this.challenger = challenger;
    this.outcome = outcome;
    this.minAucGain = minAucGain;
    this.maxUnscored = maxUnscored;
  }

  @ProcessElement
  public void compare(
      @Element KV<Integer, Iterable<KV<Integer, RecordBatch>>> scored,
      OutputReceiver<Comparison> output) {
    output.output(comparison(scored.getValue()));
  }

  Comparison comparison(Iterable<KV<Integer, RecordBatch>> buckets) {
    var rows = inOrder(buckets);
    double[] first = rows.numeric(ScoreBothFn.CHAMPION).values();
    double[] second = rows.numeric(ScoreBothFn.CHALLENGER).values();
    double[] labels = rows.numeric(ScoreBothFn.LABEL).values();
    return Comparison.of(
        outcome,
        side(champion, first, labels),
        side(challenger, second, labels),
        AucDifference.of(first, second, labels, Comparison.LEVEL),
        minAucGain,
        maxUnscored);
  }

  /** By bucket, as sums of the same numbers in another order may differ in their last bits. */
  private static RecordBatch inOrder(Iterable<KV<Integer, RecordBatch>> buckets) {
    return RecordBatch.concat(
        Streams.stream(buckets)
            .sorted(Comparator.comparing(KV::getKey))
            .map(KV::getValue)
            .toList());
  }

  private static Comparison.Side side(String model, double[] scores, double[] labels) {
    return new Comparison.Side(model, BinaryMetrics.of(ScoreDistribution.of(scores, labels)));
  }
}
