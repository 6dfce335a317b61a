package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo that was stopped goes on. */
class DemoIT {
  @TempDir private Path temp;

  @Test
  void whatWasTrainedIsNotTrainedAgain() throws IOException {
    CommandLine.succeed("demo", "--loansPerQuarter=1000", "--output=" + temp);
    Files.delete(temp.resolve("run/manifest.json"));
    Files.writeString(temp.resolve("run/.risknet"), "train");

    CommandLine.succeed("demo", "--loansPerQuarter=1000", "--output=" + temp, "--resume");

    assertThat(Files.readAllLines(temp.resolve("run/leaderboard.csv")).stream().skip(1))
        .isNotEmpty()
        .allMatch(trial -> trial.endsWith(",reused"));
    assertThat(temp.resolve("run/manifest.json")).exists();
  }
}
