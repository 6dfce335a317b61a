package io.risknet.transforms.benchmark;

import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.splits.Folds;
import io.risknet.transforms.training.Examples;
import io.risknet.transforms.training.LabelledMatrix;
import io.risknet.transforms.tuning.Grid;
import io.risknet.transforms.tuning.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * What the search costs on top of its trainings: the same trainings in a bare loop over threads,
 * without Beam, before and after the pipeline on the DirectRunner and on embedded Flink, as a
 * shared machine becomes faster or slower meanwhile. {@code benchmarks/search} runs it.
 */
public final class SearchFloor {
  private static final Grid GRID = Grid.defaults();
  private static final List<Map<String, Double>> POINTS = points();
  private static final Search SEARCH = Search.of(GRID);

  private final SearchBench bench;

  private SearchFloor(SearchBench bench) {
    this.bench = bench;
  }

  /** Arguments: rows, columns, threads, how often. */
  public static void main(String[] args) throws Exception {
    var bench = SearchBench.of(args);
    var floor = new SearchFloor(bench);
    for (int round = 0; round < Integer.parseInt(args[3]); round++) {
      double before = SearchBench.timed("bare loop", floor::bareLoop);
      double direct = floor.search(bench.direct());
      double flink = floor.search(bench.flink());
      double after = SearchBench.timed("bare loop", floor::bareLoop);
      SearchBench.print(
          "to the mean of the bare loops: DirectRunner %.3f x, embedded Flink %.3f x",
          2 * direct / (before + after), 2 * flink / (before + after));
    }
  }

  private double search(String... runner) throws Exception {
    var training = bench.spool(runner);
    return SearchBench.timed("search, " + runner[0], () -> bench.search(runner, training, SEARCH));
  }

  /** The same trainings, fold by fold, as many at a time as there are threads, by XGBoost alone. */
  private void bareLoop() throws Exception {
    var pool = Executors.newFixedThreadPool(bench.threads());
    double best = 0;
    for (int fold = 0; fold < SearchBench.FOLDS; fold++) {
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
    SearchBench.print("best AUC of one fold %.4f", best);
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
    var rows = bench.rows();
    var numbers =
        IntStream.range(0, rows.rows()).filter(r -> wanted.test(Folds.of(rows, r))).toArray();
    return Examples.matrix(rows.take(numbers), bench.columns());
  }
}
