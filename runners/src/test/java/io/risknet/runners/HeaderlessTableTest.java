package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table without a header, whose last columns are known only later. */
class HeaderlessTableTest {
  @TempDir private Path temp;

  @Test
  void rowsWithoutTheLabelAreScoredAsThoseWithIt() throws IOException {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("header: true", "header: false"));
    var lines = Files.readAllLines(SmallTable.in(temp).rows()).subList(1, 301);
    var known = lines.stream().map(line -> line.replaceFirst(",[01],[01]$", "")).toList();
    var rows = write("rows.csv", lines);
    CommandLine.succeed(
        "train", "--spec=" + spec, "--input=" + rows, "--output=" + temp.resolve("run"));

    assertThat(score(write("known.csv", known))).hasSize(300).isEqualTo(score(rows));
  }

  private List<String> score(Path rows) throws IOException {
    var output = temp.resolve("scored-" + rows.getFileName());
    CommandLine.succeed(
        "score", "--model=" + temp.resolve("run/model"), "--input=" + rows, "--output=" + output);
    return RunFiles.lines(output.resolve("scores"));
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(temp.resolve(name), lines);
  }
}
