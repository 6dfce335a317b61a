package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo refuses, before it generates anything. The demo itself is run in the build. */
class DemoCommandTest {
  @TempDir private Path temp;

  @Test
  void misspeltOption() {
    assertRefused(demo("--loansPerQuartr=5"), "There is no option --loansPerQuartr; did you mean");
  }

  @Test
  void misspeltOptionOfTraining() {
    assertRefused(demo("--sede=5"), "There is no option --sede; did you mean");
  }

  @Test
  void loansThatAreNoNumber() {
    assertRefused(demo("--loansPerQuarter=ten"), "--loansPerQuarter=ten is not understood");
  }

  @Test
  void filesOfOnesOwn() {
    assertRefused(demo("--loans=mine.txt"), "The demo runs on files that it generates;");
  }

  @Test
  void aSpecOfOnesOwn() {
    assertRefused(demo("--spec=mine.yaml"), "The demo goes by --spec=freddie-mac");
  }

  @Test
  void goingOnAndStartingAnewAtOnce() {
    assertRefused(demo("--resume", "--overwrite"), "--resume goes on with a demo and --overwrite");
  }

  @Test
  void outputOnAnotherFileSystem() {
    assertRefused(
        CommandLine.run("demo", "--output=s3://bucket/demo"),
        "--output=s3://bucket/demo is not on this machine");
  }

  @Test
  void outputThatIsAPattern() {
    assertRefused(CommandLine.run("demo", "--output=demo*"), "--output=demo* is a pattern");
  }

  @Test
  void dataThatNoDemoWrote() throws IOException {
    var loans =
        Files.writeString(
            Files.createDirectories(temp.resolve("data")).resolve("historical_data_2009Q1.txt"),
            "mine");
    var run = demo("--loansPerQuarter=5");
    assertThat(run.err())
        .isEqualTo(
            "risknet: There is %s already, and no demo wrote it; choose another --output, or give --overwrite to replace what the demo writes there.\n"
                .formatted(temp.resolve("data")));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(loans).hasContent("mine");
  }

  @Test
  void dataOfAnEarlierDemoIsReplaced() throws IOException {
    // Too few loans to train on: the run fails, after the files are there.
    demo("--loansPerQuarter=5");
    demo("--loansPerQuarter=6");
    assertThat(Files.readAllLines(temp.resolve("data/historical_data_2009Q1.txt"))).hasSize(6);
  }

  @Test
  void overwritingIsNoOptionGivenTwice() {
    assertThat(demo("--loansPerQuarter=5", "--overwrite").err()).doesNotContain("twice");
  }

  private CommandLine demo(String... options) {
    var arguments = new String[options.length + 2];
    arguments[0] = "demo";
    arguments[1] = "--output=" + temp;
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLine.run(arguments);
  }

  private void assertRefused(CommandLine run, String sentence) {
    assertThat(run.err()).startsWith("risknet: " + sentence);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(temp.resolve("data")).doesNotExist();
  }
}
