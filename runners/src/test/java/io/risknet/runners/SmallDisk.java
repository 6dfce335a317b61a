package io.risknet.runners;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A disk of some megabytes that can be full: a file system in memory, which only a superuser of
 * Linux may mount. Where it can't be, the test that asks for one is skipped, and says why.
 *
 * @param directory where it is
 */
record SmallDisk(Path directory) implements AutoCloseable {
  private static final int MEGABYTES = 4;

  /** Mounts one at an empty directory. */
  static SmallDisk mount(Path directory) throws IOException, InterruptedException {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "risknet", "" + directory),
        "No disk can be mounted here: that needs Linux and its superuser.");
    return new SmallDisk(directory);
  }

  /** Leaves no room for anything. */
  void fill() throws IOException {
    try (var file = Files.newOutputStream(ballast())) {
      while (true) {
        file.write(new byte[1 << 16]);
      }
    } catch (IOException e) {
      if (directory.toFile().getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  /** Leaves room again. */
  void clear() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!run("umount", "-l", "" + directory)) {
      throw new IOException("Not unmounted: " + directory);
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }
}
