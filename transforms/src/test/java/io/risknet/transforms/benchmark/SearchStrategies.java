package io.risknet.transforms.benchmark;

import io.risknet.transforms.training.XGBoostLearner;
import io.risknet.transforms.tuning.Dimension;
import io.risknet.transforms.tuning.Grid;
import io.risknet.transforms.tuning.Leaderboard;
import io.risknet.transforms.tuning.LearnerSpace;
import io.risknet.transforms.tuning.Resource;
import io.risknet.transforms.tuning.Rounds;
import io.risknet.transforms.tuning.Search;
import io.risknet.transforms.tuning.SearchSpace;
import io.risknet.transforms.tuning.SearchStrategy;
import io.risknet.transforms.tuning.SuccessiveHalving;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * What dispatching costs, what more numbers of rounds cost, and what halving saves, each against
 * its floor in the same process, on the DirectRunner; dispatching on embedded Flink as well. {@code
 * benchmarks/strategies} runs it.
 */
public final class SearchStrategies {
  private static final int SLEEPS = 200;
  private static final Rounds SIX = Rounds.of(10, 25, 50, 60, 75, 100);

  private SearchStrategies() {}

  /** Arguments: rows, columns, threads, and which of dispatch, rounds and halving; else all. */
  public static void main(String[] args) throws Exception {
    var bench = SearchBench.of(args);
    var parts = List.of(args).subList(3, args.length);
    if (wanted("dispatch", parts)) {
      dispatch(bench, bench.direct());
      dispatch(bench, bench.flink());
    }
    if (wanted("rounds", parts)) {
      var one = run(bench, "one number of rounds", Grid.of(space(Rounds.of(100))));
      var six = run(bench, "six numbers of rounds", Grid.of(space(SIX)));
      SearchBench.print("six numbers of rounds: %.3f x one", six.seconds() / one.seconds());
    }
    if (wanted("halving", parts)) {
      var grid = run(bench, "whole grid", Grid.of(space(SIX)));
      var halving = SuccessiveHalving.grid(space(SIX));
      compare(bench, "halving on rounds, from 11", halving.withMinimum(11), grid);
      compare(
          bench,
          "halving on rows, from a 16th, factor 4",
          halving.withFactor(4).withResource(Resource.ROWS).withMinimum(1 / 16.0),
          grid);
    }
  }

  private static boolean wanted(String part, List<String> parts) {
    return parts.isEmpty() || parts.contains(part);
  }

  private static void compare(SearchBench bench, String name, SearchStrategy strategy, Timed grid)
      throws Exception {
    var halved = run(bench, name, strategy);
    SearchBench.print(
        "%s: %.3f x the whole grid, %.5f less ROC AUC",
        name, halved.seconds() / grid.seconds(), grid.best() - halved.best());
  }

  /** A search and how long it took. */
  private record Timed(double seconds, Leaderboard leaderboard) {
    double best() {
      return leaderboard.winner().selectedScore();
    }
  }

  private static Timed run(SearchBench bench, String name, SearchStrategy strategy)
      throws Exception {
    var training = bench.spool(bench.direct());
    var leaderboard = new AtomicReference<Leaderboard>();
    double seconds =
        SearchBench.timed(
            name,
            () -> leaderboard.set(bench.search(bench.direct(), training, Search.of(strategy))));
    return new Timed(seconds, leaderboard.get());
  }

  /** The points of the default grid. */
  private static SearchSpace space(Rounds rounds) {
    return SearchSpace.of(
        LearnerSpace.of(
            XGBoostLearner.defaults(),
            Map.of(
                "max_depth", Dimension.choice(4, 6),
                "eta", Dimension.choice(0.05, 0.1, 0.2),
                "min_child_weight", Dimension.choice(1, 20),
                "subsample", Dimension.choice(0.7, 1)),
            rounds));
  }

  /** Units that sleep for a second each, so that all else is the search's own. */
  private static void dispatch(SearchBench bench, String[] runner) throws Exception {
    var numbers = IntStream.range(0, SLEEPS / SearchBench.FOLDS).asDoubleStream().toArray();
    var search =
        Search.of(
            Grid.of(
                SearchSpace.of(
                    LearnerSpace.of(
                        new SleepLearner(),
                        Map.of("number", Dimension.choice(numbers)),
                        Rounds.of(1)))));
    var small =
        new SearchBench(
            bench.rows().take(IntStream.range(0, 1_000).toArray()),
            bench.columns(),
            bench.threads(),
            bench.directory());
    var training = small.spool(runner);
    double seconds =
        SearchBench.timed(
            SLEEPS + " units of a second, " + runner[0],
            () -> small.search(runner, training, search));
    SearchBench.print(
        "%s: %.3f x the seconds slept by %s workers",
        runner[0], seconds / SLEEPS * small.threads(), small.threads());
  }
}
