package io.risknet.transforms.bundle;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The files of a bundle in a directory of a file system that Java knows; needs no Beam. */
public final class PathBundleStore implements BundleStore {
  private final Path directory;

  private PathBundleStore(Path directory) {
    this.directory = directory;
  }

  /** The store in a directory, which {@link #write} makes when it is not there. */
  public static PathBundleStore of(Path directory) {
    return new PathBundleStore(directory);
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    var file = directory.resolve(name);
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(directory);
    // Not createTempFile, whose files only their owner may read.
    var temporary = directory.resolve("." + name + "-" + UUID.randomUUID() + ".tmp");
    try {
      Files.write(temporary, bytes);
      Files.move(temporary, directory.resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public String location() {
    return directory.toString();
  }
}
