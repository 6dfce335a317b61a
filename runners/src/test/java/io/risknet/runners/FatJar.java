package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The fat jar as users run it: each command in a process of its own. */
final class FatJar {
  static final Path PATH = Path.of("target/risknet.jar").toAbsolutePath();
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** The classes of a small run as the JVM holds them, as the launcher keeps them too. */
  private static final Path ARCHIVE = Path.of("target/risknet-it.jsa").toAbsolutePath();

  private FatJar() {}

  /** Starts a command; what it prints goes to the log. */
  static Process start(Path log, String... arguments) throws IOException {
    prepareFastStart();
    var options =
        List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    return start(options, log, arguments);
  }

  private static Process start(List<String> options, Path log, String... arguments)
      throws IOException {
    assertThat(PATH).as("the fat jar, which 'package' makes").exists();
    var command = new ArrayList<>(List.of(JAVA));
    command.addAll(options);
    command.addAll(List.of("-jar", PATH.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Once for all tests, whose many starts are seconds shorter. */
  private static synchronized void prepareFastStart() throws IOException {
    if (Files.exists(ARCHIVE) && isNewer(ARCHIVE, PATH)) {
      return;
    }
    var scratch = Files.createTempDirectory("fast-start");
    var log = scratch.resolve("log");
    var made = scratch.resolve("jsa");
    var demo =
        new String[] {
          "demo", "--loansPerQuarter=1000", "--runner=FlinkRunner", "--output=" + scratch + "/demo"
        };
    try {
      end(start(List.of("-XX:ArchiveClassesAtExit=" + made), log, demo), log);
      assertThat(made).exists();
      Files.move(made, ARCHIVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      MoreFiles.deleteRecursively(scratch, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private static boolean isNewer(Path one, Path other) throws IOException {
    return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) > 0;
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
    // The JVM notes that it has options from the build.
    var printed = Files.readString(log).replaceFirst("^NOTE: Picked up JDK_JAVA_OPTIONS.*\\R", "");
    return new CommandLine(process.exitValue(), printed, printed);
  }
}
