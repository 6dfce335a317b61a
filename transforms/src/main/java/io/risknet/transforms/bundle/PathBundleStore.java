package io.risknet.transforms.bundle;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

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
    try {
      return Optional.of(Files.readAllBytes(directory.resolve(name)));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(directory);
    var temporary = Files.createTempFile(directory, ".", ".tmp");
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
