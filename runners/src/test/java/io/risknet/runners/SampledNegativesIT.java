package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model that learnt from all positive rows and a fiftieth of the negative ones meets all rows.
 */
class SampledNegativesIT {
  private static final String SPEC =
      """
      name: sample
      keptNegatives: 0.02
      table:
        delimiter: ","
        header: true
        columns:
          id: {type: id}
          late: {type: categorical}
          x: {type: numeric}
          bad: {type: label}
      split: {by: hash, seed: 1, train: 0.6, validation: 0.2, test: 0.2, folds: 2}
      features: {encode: [{one-hot: [late]}, {numeric: [x]}]}
      grid: {rounds: [20], max_depth: [2]}
      """;

  @TempDir private static Path temp;
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    var spec = Files.writeString(temp.resolve("spec.yaml"), SPEC);
    var output = temp.resolve("run");
    CommandLine.succeed(
        "train",
        "--spec=" + spec,
        "--input=" + rows("sample", 2_000, 2_000, 0.1),
        "--output=" + output);
    model = output.resolve("model");
  }

  /** Of positive rows 60 % were late, of negative ones this share. */
  private static Path rows(String name, int positives, int negatives, double lateNegatives)
      throws IOException {
    var random = new Random(name.hashCode());
    var rows = new ArrayList<>(List.of("id,late,x,bad"));
    for (int row = 0; row < positives + negatives; row++) {
      boolean bad = row < positives;
      var late = random.nextDouble() < (bad ? 0.6 : lateNegatives) ? "Y" : "N";
      double x = random.nextGaussian() + (bad ? 1 : 0);
      rows.add("%s%d,%s,%.3f,%d".formatted(name, row, late, x, bad ? 1 : 0));
    }
    return Files.write(temp.resolve(name + ".csv"), rows);
  }

  private static CommandLine profile(Path rows) {
    return CommandLine.run("profile", "--against=" + model, "--input=" + rows);
  }

  /**
   * Beside the sample, in which every second row is positive, 'late' would have an index of 0.36.
   */
  @Test
  void rowsOfWhichTheSampleWasTakenHaveNotMoved() throws IOException {
    var same = profile(rows("population", 400, 20_000, 0.1));

    assertThat(same.err()).isEmpty();
    assertThat(same.exitCode()).isZero();
    assertThat(same.out()).contains("stable").doesNotContain("shift");
  }

  @Test
  void rowsThatHaveMovedAreTold() throws IOException {
    var moved = profile(rows("moved", 400, 20_000, 0.4));

    assertThat(moved.exitCode()).isEqualTo(3);
    assertThat(moved.err()).contains("'late'");
  }
}
