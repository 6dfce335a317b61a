package io.risknet.runners.cluster;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * The fat jar that this JVM runs.
 *
 * @param path where it is
 */
public record Jar(Path path) {

  /** The jar; nothing when the classes come from elsewhere, as in a development environment. */
  public static Optional<Jar> current() {
    var source = Jar.class.getProtectionDomain().getCodeSource().getLocation();
    var path = Path.of(URI.create(source.toString()));
    return Files.isRegularFile(path) ? Optional.of(new Jar(path)) : Optional.empty();
  }

  /** What java takes to run the same classes as this JVM. */
  static List<String> command() {
    return current()
        .map(jar -> List.of("-jar", jar.path.toString()))
        .orElseThrow(
            () -> new IllegalStateException("Nodes are started from the fat jar, by ./risknet."));
  }

  /** Tells jars apart that differ in any file, and no others. */
  public String build() {
    var hasher = Hashing.sha256().newHasher();
    try (var zip = new ZipFile(path.toFile())) {
      zip.stream()
          .forEach(entry -> hasher.putUnencodedChars(entry.getName()).putLong(entry.getCrc()));
    } catch (IOException e) {
      throw new UncheckedIOException("The jar %s can't be read.".formatted(path), e);
    }
    return hasher.hash().toString().substring(0, 16);
  }
}
