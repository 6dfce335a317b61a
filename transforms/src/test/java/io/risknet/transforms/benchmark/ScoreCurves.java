package io.risknet.transforms.benchmark;

import io.risknet.transforms.evaluation.CollectScores;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.evaluation.CutOff;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.testing.Collected;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * All that a report tells of a model's scores, and the cheapest threshold, over made-up scores and
 * labels: {@code benchmarks/scores} runs it. The scores are all different, which is the worst that
 * there is.
 */
public final class ScoreCurves {
  private static final int BATCH = 25_000;
  private static final TableSchema SCHEMA =
      TableSchema.of(ColumnSchema.numeric("probability"), ColumnSchema.label("default"));

  private ScoreCurves() {}

  /** Arguments: rows, threads, single or double (the precision of the scores). */
  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[0]);
    boolean single = args[2].equals("single");
    String[] options = {
      "--runner=DirectRunner",
      "--targetParallelism=" + args[1],
      "--enforceImmutability=false",
      "--enforceEncodability=false"
    };
    var told = Collected.<String>create();
    SearchBench.timed(
        rows + " rows, " + args[2] + " precision",
        () -> {
          var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(options).create());
          pipeline
              .apply(Create.of(IntStream.range(0, rows / BATCH).boxed().toList()))
              .apply("Score", ParDo.of(new ScoreFn(single)))
              .setCoder(RecordBatchCoder.of())
              .apply(CollectScores.of("probability", "default"))
              .apply(MapElements.into(TypeDescriptors.strings()).via(ScoreCurves::evaluate))
              .apply(told.sink());
          pipeline.run().waitUntilFinish();
        });
    SearchBench.print("%s", told.only());
  }

  private static String evaluate(ScoreDistribution scores) {
    long start = System.nanoTime();
    var evaluation = Evaluation.of(scores);
    var all =
        List.of(
            scores,
            evaluation.metrics(),
            evaluation.intervals(),
            evaluation.ks(),
            evaluation.roc().points().size(),
            evaluation.brier(),
            evaluation.calibrationError(),
            evaluation.hosmerLemeshow(),
            CutOff.cheapest(scores, new CostMatrix(1, 10)));
    return "%s%nof which, when collected, %.1f s".formatted(all, (System.nanoTime() - start) / 1e9);
  }

  /** Makes probabilities that are calibrated, and few of them large. */
  private static final class ScoreFn extends DoFn<Integer, RecordBatch> {
    private static final long serialVersionUID = 1;

    private final boolean single;

    ScoreFn(boolean single) {
      this.single = single;
    }

    @ProcessElement
    public void score(@Element Integer batch, OutputReceiver<RecordBatch> receiver) {
      var random = new SplittableRandom(batch);
      var scores = new double[BATCH];
      var labels = new double[BATCH];
      for (int i = 0; i < BATCH; i++) {
        double draw = random.nextDouble();
        double probability = 0.001 + 0.6 * draw * draw * draw;
        scores[i] = single ? (float) probability : probability;
        labels[i] = random.nextDouble() < probability ? 1 : 0;
      }
      receiver.output(RecordBatch.of(SCHEMA, NumericColumn.of(scores), NumericColumn.of(labels)));
    }
  }
}
