package io.risknet.pipelines.freddiemac.synthetic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file under a temporary name until it is whole. Closed unpublished, it leaves nothing behind.
 *
 * <p>The name ends in {@code .part}, so that no pattern for finished files finds it, and is unique,
 * so that two runs never write into each other.
 */
final class PartFile implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final Path target;
  private final Path part;
  private final OutputStream out;

  private PartFile(Path target, Path part) throws IOException {
    this.target = target;
    this.part = part;
    this.out =
        new BufferedOutputStream(
            Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            BUFFER);
  }

  static PartFile of(Path target, boolean overwrite) throws IOException {
    if (!overwrite && Files.exists(target)) {
      throw exists(target);
    }
    String unique = Long.toHexString(Draws.mix(ProcessHandle.current().pid(), System.nanoTime()));
    return new PartFile(
        target, target.resolveSibling("." + target.getFileName() + "." + unique + ".part"));
  }

  OutputStream out() {
    return out;
  }

  void publish(boolean overwrite) throws IOException {
    out.close();
    if (overwrite) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      Files.move(part, target);
    } catch (FileAlreadyExistsException e) {
      // Somebody else's, written meanwhile.
      throw exists(target);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileAlreadyExistsException exists(Path target) {
    return new FileAlreadyExistsException(
        target.toString(), null, "the file exists already; pass --overwrite to replace it.");
  }
}
