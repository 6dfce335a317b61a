package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What a command printed, and its exit code. */
public record CommandLine(int exitCode, String out, String err) {

  /** Runs a command by the entry that the fat jar has. */
  public static CommandLine run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exitCode =
        RiskNet.run(
            arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new CommandLine(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Runs a command that is to succeed. */
  public static CommandLine succeed(String... arguments) {
    var run = run(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run;
  }

  /** That it failed with one sentence for the user, without a stack trace. */
  public void assertSentence(String... fragments) {
    assertThat(err).contains(fragments);
    assertThat(err)
        .matches("risknet: [^\\n]+[.?]\\n")
        .doesNotContain("Exception", "\tat ", "java.", "..");
    assertThat(exitCode).isEqualTo(2);
  }
}
