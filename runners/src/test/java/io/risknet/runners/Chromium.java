package io.risknet.runners;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window, which is asked for what has become of a page. */
final class Chromium {
  private static final String COMMAND = "chromium";

  private Chromium() {}

  /**
   * A page once its scripts have run.
   *
   * @param dom the document as markup
   * @param log what the browser said, the page's console among it
   */
  record Loaded(String dom, List<String> log) {

    /** What the page's console said. */
    List<String> console() {
      return log.stream().filter(line -> line.contains("CONSOLE")).toList();
    }
  }

  /** Skips a test where there is no browser. */
  static void assumeThere() throws InterruptedException {
    boolean there;
    try {
      there =
          new ProcessBuilder(COMMAND, "--version")
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .redirectError(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(
        there, "Skipped, as there is no 'chromium' to run: install it (chromium on Debian).");
  }

  /** Opens a file, in a directory for what the browser writes. */
  static Loaded load(Path page, Path directory, String... flags)
      throws IOException, InterruptedException {
    var dom = directory.resolve("dom.html");
    var log = directory.resolve("chromium.log");
    var command =
        Stream.of(
                Stream.of(
                    COMMAND,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + directory.resolve("profile"),
                    "--enable-logging=stderr",
                    "--virtual-time-budget=5000",
                    "--dump-dom"),
                Stream.of(flags),
                Stream.of(page.toUri().toString()))
            .flatMap(part -> part)
            .toList();
    var process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("The browser still runs: " + Files.readString(log));
    }
    return new Loaded(Files.readString(dom), Files.readAllLines(log));
  }
}
