package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
  @TempDir private Path temp;
  private Path loans;
  private Path performance;

  @BeforeEach
  void nameFiles() {
    loans = temp.resolve("historical_data_2011Q3.txt");
    performance = temp.resolve("historical_data_time_2011Q3.txt");
  }

  @Test
  void namesBothFiles() {
    assertThat(generate("--loans=5").out())
        .isEqualTo("Loans:       " + loans + "\nPerformance: " + performance + "\n");
  }

  @Test
  void writesAsManyLoansAsAskedFor() throws IOException {
    generate("--loans=37", "--dirtyFraction=0");
    assertThat(Files.readAllLines(loans)).hasSize(37);
  }

  @Test
  void writesLoansOfTheQuarter() throws IOException {
    generate("--loans=5", "--dirtyFraction=0");
    assertThat(Files.readAllLines(loans)).allMatch(line -> line.contains("|F11Q3"));
  }

  @Test
  void writesMonthsOfTheLoans() throws IOException {
    generate("--loans=5", "--dirtyFraction=0");
    assertThat(Files.readAllLines(performance))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("F11Q3"));
  }

  @Test
  void writesTheSameBytesForTheSameSeed() throws IOException {
    generate("--loans=5", "--seed=3");
    var first = Files.readString(loans);
    generate("--loans=5", "--seed=3", "--overwrite");
    assertThat(loans).hasContent(first);
  }

  @Test
  void writesOtherLoansForAnotherSeed() throws IOException {
    generate("--loans=5", "--seed=3");
    var first = Files.readString(loans);
    generate("--loans=5", "--seed=4", "--overwrite");
    assertThat(Files.readString(loans)).isNotEqualTo(first);
  }

  @Test
  void spoilsLinesWhenAskedTo() throws IOException {
    generate("--loans=200", "--dirtyFraction=0");
    var clean = Files.readAllBytes(loans);
    generate("--loans=200", "--dirtyFraction=0.2", "--overwrite");
    assertThat(Files.readAllBytes(loans)).isNotEqualTo(clean);
  }

  @Test
  void refusesAnOutputOnAnotherFileSystem() {
    var run = CommandLine.run("generate", "--loans=5", "--output=s3://bucket/data");
    assertThat(run.err())
        .isEqualTo(
            "risknet: --output=s3://bucket/data is not on this machine, and synthetic files are"
                + " written nowhere else; choose a local directory, and copy the files from"
                + " there.\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void refusesToOverwrite() throws IOException {
    Files.writeString(loans, "mine");
    assertThat(run("--loans=5").err())
        .isEqualTo(
            "risknet: " + loans + ": the file exists already; pass --overwrite to replace it.\n");
  }

  @Test
  void leavesTheFileThatItRefusesToOverwrite() throws IOException {
    Files.writeString(loans, "mine");
    run("--loans=5");
    assertThat(loans).hasContent("mine");
  }

  @Test
  void leavesNoOtherFileWhenRefused() throws IOException {
    Files.writeString(loans, "mine");
    run("--loans=5");
    assertThat(temp).isDirectoryNotContaining(file -> !file.equals(loans));
  }

  private CommandLine generate(String... options) {
    var run = run(options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private CommandLine run(String... options) {
    var arguments = new String[options.length + 3];
    arguments[0] = "generate";
    arguments[1] = "--quarter=2011Q3";
    arguments[2] = "--output=" + temp;
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandLine.run(arguments);
  }
}
