package io.risknet.transforms.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.records.BucketRecords;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.testing.Collected;
import io.risknet.transforms.training.Examples;
import io.risknet.transforms.training.LabelledMatrix;
import io.risknet.transforms.training.SpoolTraining;
import io.risknet.transforms.training.TrainingSet;
import io.risknet.transforms.tuning.EvaluateTrials;
import io.risknet.transforms.tuning.Grid;
import io.risknet.transforms.tuning.RankTrials;
import io.risknet.transforms.tuning.Search;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;

/**
 * What the search costs on top of its trainings: the same trainings in a bare loop over threads,
 * without Beam, against the pipeline on the DirectRunner and on embedded Flink, in turns. {@code
 * benchmarks/search} runs it.
 */
public final class SearchFloor {
  private static final int FOLDS = 5;
  private static final Grid GRID = Grid.defaults();
  private static final List<Map<String, Double>> POINTS = points();
  private static final Search SEARCH = Search.of(GRID);

  /** On a machine that others use too, processor time tells more than time. */
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final int columns;
  private final int threads;
  private final RecordBatch rows;
  private final Path directory;

  private SearchFloor(int rows, int columns, int threads) throws Exception {
    this.columns = columns;
    this.threads = threads;
    this.rows = Examples.rows(rows, columns, FOLDS);
    this.directory = Files.createTempDirectory("search-floor");
  }

  /** Arguments: rows, columns, threads, how often. */
  public static void main(String[] args) throws Exception {
    var floor =
        new SearchFloor(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    for (int round = 0; round < Integer.parseInt(args[3]); round++) {
      double bare = floor.timed("bare loop", floor::bareLoop);
      for (var runner : List.of(floor.direct(), floor.flink())) {
        var training = floor.spool(runner);
        double search = floor.timed("search, " + runner[0], () -> floor.search(runner, training));
        print("%s: %.3f x the bare loop", runner[0], search / bare);
      }
    }
  }

  private String[] direct() {
    return new String[] {
      "--runner=DirectRunner",
      "--targetParallelism=" + threads,
      "--enforceImmutability=false",
      "--enforceEncodability=false"
    };
  }

  private String[] flink() {
    return new String[] {
      "--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=" + threads, "--objectReuse"
    };
  }

  /** The same trainings, fold by fold, as many at a time as there are threads, by XGBoost alone. */
  private void bareLoop() throws Exception {
    var pool = Executors.newFixedThreadPool(threads);
    double best = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int heldOutFold = fold;
      var train = matrix(take(f -> f != heldOutFold));
      var rows = take(f -> f == heldOutFold);
      var heldOut = matrix(rows);
      // Builds the binned index, which the trainings share.
      XGBoost.train(train, settings(Map.of()), 1, Map.of(), null, null).dispose();
      var tasks = new ArrayList<Callable<Double>>();
      for (var point : POINTS) {
        tasks.add(() -> train(train, heldOut, rows.labels(), point));
      }
      for (var future : pool.invokeAll(tasks)) {
        best = Math.max(best, future.get());
      }
      train.dispose();
      heldOut.dispose();
    }
    pool.shutdown();
    print("best AUC of one fold %.4f", best);
  }

  private static double train(
      DMatrix train, DMatrix heldOut, float[] labels, Map<String, Double> point)
      throws XGBoostError {
    var booster = XGBoost.train(train, settings(point), 100, Map.of(), null, null);
    rocAuc(booster.predict(heldOut, false, 50), labels);
    double area = rocAuc(booster.predict(heldOut, false, 100), labels);
    booster.dispose();
    return area;
  }

  private static double rocAuc(float[][] predictions, float[] labels) {
    var scores = new double[labels.length];
    var doubles = new double[labels.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = predictions[row][0];
      doubles[row] = labels[row];
    }
    return BinaryMetrics.of(ScoreDistribution.of(scores, doubles)).rocAuc().orElseThrow();
  }

  /** The points of the default grid, written down once more. */
  private static List<Map<String, Double>> points() {
    var points = new ArrayList<Map<String, Double>>();
    for (double depth : new double[] {4, 6}) {
      for (double eta : new double[] {0.05, 0.1, 0.2}) {
        for (double weight : new double[] {1, 20}) {
          for (double subsample : new double[] {0.7, 1}) {
            points.add(
                Map.of(
                    "max_depth", depth,
                    "eta", eta,
                    "min_child_weight", weight,
                    "subsample", subsample));
          }
        }
      }
    }
    return points;
  }

  private static DMatrix matrix(LabelledMatrix rows) throws XGBoostError {
    var values = rows.values();
    var matrix = new DMatrix(values.values(), values.rows(), values.columns(), Float.NaN);
    matrix.setLabel(rows.labels());
    return matrix;
  }

  private static Map<String, Object> settings(Map<String, Double> point) {
    var settings = new HashMap<String, Object>(point);
    settings.put("max_depth", point.getOrDefault("max_depth", 6.0).intValue());
    settings.putAll(
        Map.of(
            "objective", "binary:logistic",
            "tree_method", "hist",
            "max_bin", 256,
            "nthread", 1,
            "seed", 7,
            "verbosity", 0));
    return settings;
  }

  private LabelledMatrix take(IntPredicate wanted) {
    var numbers =
        IntStream.range(0, rows.rows()).filter(r -> wanted.test(Folds.of(rows, r))).toArray();
    return Examples.matrix(rows.take(numbers), columns);
  }

  private TrainingSet spool(String[] runner) throws Exception {
    var sets = Collected.<TrainingSet>create();
    timed(
        "spool, " + runner[0],
        () -> {
          var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(runner).create());
          pipeline
              .apply(Create.of(Examples.cut(rows, 4096)).withCoder(RecordBatchCoder.of()))
              .apply(BucketRecords.into(16))
              .apply(SpoolTraining.to(directory.resolve("tmp").toString()))
              .apply(sets.sink());
          pipeline.run().waitUntilFinish();
        });
    return sets.only();
  }

  private void search(String[] runner, TrainingSet training) throws Exception {
    var output = Files.createTempDirectory(directory, "run");
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(runner).create());
    var fits =
        pipeline
            .apply(
                "Fits",
                Create.of(KV.of("", Examples.fits(columns, FOLDS)))
                    .withCoder(KvCoder.of(StringUtf8Coder.of(), JsonCoder.of(FeatureFits.class))))
            .apply(View.asMap());
    pipeline
        .apply(Create.of(training).withCoder(JsonCoder.of(TrainingSet.class)))
        .apply(EvaluateTrials.of(SEARCH, fits, output.toString()))
        .apply(RankTrials.by(SEARCH.objective()));
    pipeline.run().waitUntilFinish();
  }

  private double timed(String name, Action action) throws Exception {
    long start = System.nanoTime();
    long cpuStart = CPU.getProcessCpuTime();
    action.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (CPU.getProcessCpuTime() - cpuStart) / 1e9;
    var memory =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
            .toList();
    print("%s: %.1f s, %.1f s of processor time, %s", name, seconds, cpuSeconds, memory);
    return seconds;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private interface Action {
    void run() throws Exception;
  }
}
