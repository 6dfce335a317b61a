package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The fat jar as users run it: each command in a process of its own. */
final class FatJar {
  static final Path PATH = Path.of("target/risknet.jar").toAbsolutePath();
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private FatJar() {}

  /** Starts a command; what it prints goes to the log. */
  static Process start(Path log, String... arguments) throws IOException {
    assertThat(PATH).as("the fat jar, which 'package' makes").exists();
    var command =
        new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-jar", PATH.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Runs a command to its end; standard output and error are taken together. */
  static CommandLine run(Path log, String... arguments) throws IOException, InterruptedException {
    return end(start(log, arguments), log);
  }

  /** Runs a command that is to succeed. */
  static String succeed(Path log, String... arguments) throws IOException, InterruptedException {
    var run = run(log, arguments);
    assertThat(run.exitCode()).as(run.out()).isZero();
    return run.out();
  }

  /** Waits for the end of a process. */
  static CommandLine end(Process process, Path log) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("Still running after " + PATIENCE + ":\n" + Files.readString(log));
    }
    var printed = Files.readString(log);
    return new CommandLine(process.exitValue(), printed, printed);
  }
}
