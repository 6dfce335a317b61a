package io.risknet.pipelines.compare;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.evaluation.AucDifference;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.RecordBatch;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Compares the scores of all rows, which one worker holds: 24 bytes a row. */
final class CompareFn extends DoFn<KV<Integer, Iterable<RecordBatch>>, Comparison> {
  private static final long serialVersionUID = 1;

  private final String champion;
  private final String challenger;
  private final double minAucGain;

  CompareFn(String champion, String challenger, double minAucGain) {
    this.champion = champion;
    this.challenger = challenger;
    this.minAucGain = minAucGain;
  }

  @ProcessElement
  public void compare(
      @Element KV<Integer, Iterable<RecordBatch>> scored, OutputReceiver<Comparison> output) {
    var all = RecordBatch.concat(ImmutableList.copyOf(scored.getValue()));
    var rows = all.take(order(all));
    double[] first = rows.numeric(ScoreBothFn.CHAMPION).values();
    double[] second = rows.numeric(ScoreBothFn.CHALLENGER).values();
    double[] labels = rows.numeric(ScoreBothFn.LABEL).values();
    output.output(
        Comparison.of(
            side(champion, first, labels),
            side(challenger, second, labels),
            AucDifference.of(first, second, labels, Comparison.LEVEL),
            minAucGain));
  }

  /** By content, as sums of the same numbers in another order may differ in their last bits. */
  private static int[] order(RecordBatch rows) {
    double[] first = rows.numeric(ScoreBothFn.CHAMPION).values();
    double[] second = rows.numeric(ScoreBothFn.CHALLENGER).values();
    double[] labels = rows.numeric(ScoreBothFn.LABEL).values();
    return IntStream.range(0, rows.rows())
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer row) -> first[row])
                .thenComparingDouble(row -> second[row])
                .thenComparingDouble(row -> labels[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Comparison.Side side(String model, double[] scores, double[] labels) {
    return new Comparison.Side(model, BinaryMetrics.of(ScoreDistribution.of(scores, labels)));
  }
}
