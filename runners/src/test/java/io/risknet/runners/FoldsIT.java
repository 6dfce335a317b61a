package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other folds than stratified ones show of a model, from the command line. */
class FoldsIT {
  private static final String SPEC =
      """
      name: folds
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          replaces: {type: group}
          opened: {type: month}
          x: {type: numeric}
          bad: {type: label}
      split: {by: opened, train: 0.67, validation: 0.08, test: 0.25, folds: 2}
      features:
        encode:
          - numeric: [x]
      grid: {max_depth: [8], eta: [0.3], min_child_weight: [0], rounds: [30]}
      """;

  @TempDir private Path temp;

  /**
   * Pairs of a row and its successor: x is drawn for the pair, the label too, and x says nothing.
   */
  @Test
  void aRowIsNotJudgedByItsSuccessor() throws IOException {
    var random = new Random(5);
    var rows = new ArrayList<String>();
    for (int pair = 0; pair < 400; pair++) {
      var same =
          "2020-%02d,%d,%d".formatted(1 + pair % 10, random.nextInt(1_000_000), random.nextInt(2));
      rows.add("first%d,,%s".formatted(pair, same));
      rows.add("second%d,first%d,%s".formatted(pair, pair, same));
    }

    assertThat(rocAuc(train(rows, "stratified"))).allMatch(area -> area > 0.65);
    assertThat(rocAuc(train(rows, "group:replaces"))).allMatch(area -> area < 0.65);
  }

  /** Much x is bad until it is good, in the last fourth of the training months. */
  @Test
  void aFoldByTimeIsJudgedByWhatEarlierMonthsTeach() throws IOException {
    var random = new Random(6);
    var rows = new ArrayList<String>();
    for (int row = 0; row < 1_200; row++) {
      int month = row % 12;
      double x = random.nextDouble();
      boolean bad = random.nextDouble() < (month < 6 ? x : 1 - x);
      rows.add("r%d,,2020-%02d,%.3f,%d".formatted(row, 1 + month, x, bad ? 1 : 0));
    }

    // 8 months of training: the first 4 are only learnt from, then come a fold as before and one
    // that is turned around.
    var areas = rocAuc(train(rows, "time"));
    assertThat(areas).hasSize(2);
    assertThat(areas.get(0)).isGreaterThan(0.65);
    assertThat(areas.get(1)).isLessThan(0.35);
  }

  @ParameterizedTest
  @ValueSource(strings = {"group:pre_harp_loan_sequence_number", "time"})
  void theBuiltInSpecTakesOtherFolds(String foldsBy) throws IOException {
    for (var quarter : List.of("2009Q1", "2009Q2", "2009Q3", "2009Q4")) {
      SyntheticQuarter.of(quarter).withLoans(1_000).withDirtyFraction(0).write(temp);
    }
    var spec =
        FreddieMacSpec.withGrid(
            temp.resolve("loans.yaml"), "grid: {max_depth: [3], eta: [0.3], rounds: [5]}");
    CommandLine.succeed(
        "train",
        "--spec=" + spec,
        "--foldsBy=" + foldsBy,
        "--loans=" + temp.resolve("historical_data_20*.txt"),
        "--performance=" + temp.resolve("historical_data_time_*.txt"),
        "--output=" + temp.resolve("run"));

    assertThat(rocAuc(temp.resolve("run"))).hasSize(5).allMatch(area -> area > 0.5);
  }

  private Path train(List<String> rows, String foldsBy) throws IOException {
    var file = temp.resolve("rows.csv");
    Files.writeString(file, "id,replaces,opened,x,bad\n" + String.join("\n", rows));
    var output = temp.resolve(foldsBy.replace(':', '-'));
    CommandLine.succeed(
        "train",
        "--spec=" + SmallTable.spec(temp, SPEC),
        "--foldsBy=" + foldsBy,
        "--input=" + file,
        "--output=" + output);
    return output;
  }

  /** The area under the ROC curve of each fold of the best trial. */
  private static List<Double> rocAuc(Path output) throws IOException {
    var lines = Files.readAllLines(output.resolve("leaderboard.csv"));
    var header = lines.get(0).split(",", -1);
    var best = lines.get(1).split(",", -1);
    return IntStream.range(0, header.length)
        .filter(column -> header[column].startsWith("fold"))
        .mapToObj(column -> Double.valueOf(best[column]))
        .toList();
  }
}
