package io.risknet.transforms.benchmark;

import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.training.Examples;
import io.risknet.transforms.training.TrainingSet;
import io.risknet.transforms.training.XGBoostLearner;
import io.risknet.transforms.tuning.Dimension;
import io.risknet.transforms.tuning.Grid;
import io.risknet.transforms.tuning.LearnerSpace;
import io.risknet.transforms.tuning.Rounds;
import io.risknet.transforms.tuning.Search;
import io.risknet.transforms.tuning.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The memory of a worker that searches: one process spools made-up rows, another does nothing but
 * search them and tells its peak. {@code benchmarks/memory} runs both.
 */
public final class SearchMemory {
  private static final Search SEARCH =
      Search.of(
          Grid.of(
              SearchSpace.of(
                  LearnerSpace.of(
                      XGBoostLearner.defaults(),
                      Map.of(
                          "max_depth", Dimension.choice(4, 6),
                          "subsample", Dimension.choice(0.7, 1)),
                      Rounds.of(5, 10)))));

  private SearchMemory() {}

  /** Arguments: spool or search, a directory, rows, columns, threads. */
  public static void main(String[] args) throws Exception {
    var directory = Path.of(args[1]);
    var training = directory.resolve("training.json");
    int rows = Integer.parseInt(args[2]);
    int columns = Integer.parseInt(args[3]);
    int threads = Integer.parseInt(args[4]);
    if (args[0].equals("spool")) {
      var bench =
          new SearchBench(
              Examples.rows(rows, columns, SearchBench.FOLDS), columns, threads, directory);
      Files.writeString(training, JsonCoder.write(bench.spool(bench.direct())));
    } else {
      var bench = new SearchBench(Examples.rows(1, columns, 1), columns, threads, directory);
      var set = JsonCoder.read(Files.readString(training), TrainingSet.class);
      SearchBench.timed(
          "search of " + rows + " rows", () -> bench.search(bench.direct(), set, SEARCH));
    }
  }
}
