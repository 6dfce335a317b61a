package io.risknet.pipelines.report;

import io.risknet.pipelines.run.InputFiles;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.SearchOutcome;
import io.risknet.pipelines.run.TestManifest;
import io.risknet.pipelines.run.TestSearch;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.Objective;
import io.risknet.transforms.tuning.Point;
import io.risknet.transforms.tuning.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** A run of the command train, for tests: its test part, trials and manifest. */
final class TestRun {
  /** Three of four default at a score of 0.75, one of four at 0.25. */
  static final ScoreDistribution TEST = scores(0.25, 0.75, 50);

  private TestRun() {}

  /**
   * Of either score four times so many rows: a quarter of the lower default, and the rest above.
   */
  static ScoreDistribution scores(double lower, double upper, int quarter) {
    var scores = new double[8 * quarter];
    var labels = new double[8 * quarter];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i % 2 == 0 ? lower : upper;
      labels[i] = (i / 2 % 4 == 0) == (i % 2 == 0) ? 1 : 0;
    }
    return ScoreDistribution.of(scores, labels);
  }

  static Leaderboard.Row row(int number, double mean, String error) {
    return row(number, mean, error, new TreeMap<>());
  }

  /** One that tells of other numbers of rounds than its best, which is 10. */
  static Leaderboard.Row row(
      int number, double mean, String error, SortedMap<Integer, Leaderboard.Score> scores) {
    var point =
        new Point("xgboost", new TreeMap<>(), new TreeMap<>(Map.of("eta", 0.1 + number / 1e4)));
    return new Leaderboard.Row(
        new Trial("t" + number, point, 2, 1),
        0,
        10,
        mean,
        mean,
        scores,
        Collections.nCopies(2, mean),
        List.of(),
        2,
        0,
        0,
        1,
        error.isEmpty() ? Leaderboard.Status.TRAINED : Leaderboard.Status.FAILED,
        error,
        "2026-01-01T00:00:%02dZ".formatted(number % 60));
  }

  /** What the search came to: the test gives what it gives, and 0.75 was promised. */
  static TestSearch search(ScoreDistribution test) {
    return new TestSearch().selected(0.75, BinaryMetrics.of(test).rocAuc());
  }

  /** Two folds, 0.05 from their mean on either side. */
  static SearchOutcome.Nested nested(double mean) {
    var folds = List.of(mean - 0.05, mean + 0.05);
    return SearchOutcome.Nested.of(folds, Objective.of(Metric.ROC_AUC), 0.77);
  }

  static RunManifest manifest(ScoreDistribution test, double trainAuc) {
    return manifest(test, trainAuc, search(test));
  }

  static RunManifest manifest(ScoreDistribution test, double trainAuc, TestSearch search) {
    return manifest("a", test, trainAuc, search);
  }

  static RunManifest manifest(
      String spec, ScoreDistribution test, double trainAuc, TestSearch search) {
    return manifest(spec, test, trainAuc, search, List.of());
  }

  static RunManifest manifest(
      String spec,
      ScoreDistribution test,
      double trainAuc,
      TestSearch search,
      List<InputFiles.InputFile> inputs) {
    var measured = BinaryMetrics.of(test);
    var train =
        new BinaryMetrics(
            8,
            4,
            OptionalDouble.of(trainAuc),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            0,
            Map.of());
    return TestManifest.started(spec, inputs)
        .finish(
            Map.of("test", 8L),
            List.of(new RunManifest.Stage("read", 1, 8)),
            Optional.of(search.ended()),
            Optional.of(Map.of("train", train, "test", measured)));
  }
}
