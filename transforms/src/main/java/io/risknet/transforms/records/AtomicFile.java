package io.risknet.transforms.records;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * Small files on any of Beam's file systems that are there whole or not at all: written under a
 * name of their own, then renamed. Writing the same file twice, or from two workers at once, leaves
 * one of the two.
 *
 * <pre>{@code
 * AtomicFile.write("s3://bucket/run/trials/1f/fold-0.json", bytes);
 * Optional<byte[]> bytes = AtomicFile.read("s3://bucket/run/trials/1f/fold-0.json");
 * }</pre>
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file, in place of one of that name. */
  public static void write(String file, byte[] bytes) throws IOException {
    var target = FileSystems.matchNewResource(file, false);
    var temporary = FileSystems.matchNewResource(file + "." + UUID.randomUUID() + ".tmp", false);
    try {
      try (var channel = FileSystems.create(temporary, MimeTypes.BINARY)) {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      FileSystems.rename(List.of(temporary), List.of(target));
    } catch (IOException | RuntimeException e) {
      delete(temporary, e);
      throw e;
    }
  }

  /** Nobody would find a file under such a name again. */
  private static void delete(ResourceId temporary, Exception because) {
    try {
      FileSystems.delete(List.of(temporary), StandardMoveOptions.IGNORE_MISSING_FILES);
    } catch (IOException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  /** The bytes of a file, or nothing when there is no such file. */
  public static Optional<byte[]> read(String file) throws IOException {
    // Opening a missing file fails in a different way on each file system; matching does not.
    var found = FileSystems.match(file, EmptyMatchTreatment.ALLOW);
    if (found.status() != MatchResult.Status.OK || found.metadata().isEmpty()) {
      return Optional.empty();
    }
    try (var stream =
        Channels.newInputStream(FileSystems.open(found.metadata().get(0).resourceId()))) {
      return Optional.of(stream.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * The files below a directory by their full names, each with a stamp that changes when the file
   * does.
   */
  public static SortedMap<String, String> stamps(String directory) throws IOException {
    var stamps = new TreeMap<String, String>();
    try {
      var found = FileSystems.match(below(directory, "**"), EmptyMatchTreatment.ALLOW);
      if (found.status() == MatchResult.Status.OK) {
        for (var file : found.metadata()) {
          stamps.put(
              file.resourceId().toString(), file.lastModifiedMillis() + "/" + file.sizeBytes());
        }
      }
    } catch (FileNotFoundException e) {
      // Nothing is below a directory that is not there.
    }
    return stamps;
  }

  /** A path below a directory, which may or may not end in a slash. */
  public static String below(String directory, String path) {
    return directory.endsWith("/") ? directory + path : directory + "/" + path;
  }
}
