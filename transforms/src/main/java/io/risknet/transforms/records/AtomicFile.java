package io.risknet.transforms.records;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * Small files on any of Beam's file systems that are there whole or not at all: written under a
 * name of their own, then renamed; on S3, where an object appears when it is complete, under their
 * own name at once. Writing the same file twice, or from two workers at once, leaves one of the
 * two.
 *
 * <pre>{@code
 * AtomicFile.write("s3://bucket/run/trials/1f/fold-0.json", bytes);
 * Optional<byte[]> bytes = AtomicFile.read("s3://bucket/run/trials/1f/fold-0.json");
 * }</pre>
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Stores where a file appears when it is complete, and renaming is copying. */
  private static final Set<String> OBJECT_STORES = Set.of("s3");

  /** Writes a file, in place of one of that name. */
  public static void write(String file, byte[] bytes) throws IOException {
    var target = FileSystems.matchNewResource(file, false);
    if (OBJECT_STORES.contains(target.getScheme())) {
      put(target, bytes);
    } else {
      writeAndRename(target, bytes);
    }
  }

  private static void put(ResourceId target, byte[] bytes) throws IOException {
    var channel = FileSystems.create(target, MimeTypes.BINARY);
    write(channel, bytes);
    // Not after a failure: closing is what makes the object, of all that came so far.
    channel.close();
  }

  private static void writeAndRename(ResourceId target, byte[] bytes) throws IOException {
    var temporary = FileSystems.matchNewResource(target + "." + UUID.randomUUID() + ".tmp", false);
    try {
      try (var channel = FileSystems.create(temporary, MimeTypes.BINARY)) {
        write(channel, bytes);
      }
      FileSystems.rename(List.of(temporary), List.of(target));
    } catch (IOException | RuntimeException e) {
      delete(temporary, e);
      throw e;
    }
  }

  private static void write(WritableByteChannel channel, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
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

  /**
   * The bytes of a file, or nothing when there is no such file.
   *
   * @throws IOException when it can't be told, or not be read
   */
  public static Optional<byte[]> read(String file) throws IOException {
    // Opening a missing file fails in a different way on each file system; matching does not.
    var found = find(file);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (var stream = Channels.newInputStream(ResumingChannel.open(found.get(0).resourceId(), 0))) {
      return Optional.of(stream.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * The files of a path or pattern; none when there are none.
   *
   * @throws IOException when it can't be told
   */
  public static List<Metadata> find(String pattern) throws IOException {
    try {
      return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * The files below a directory by their full names, each with a stamp that changes when the file
   * does.
   */
  public static SortedMap<String, String> stamps(String directory) throws IOException {
    var stamps = new TreeMap<String, String>();
    for (var file : find(below(directory, "**"))) {
      stamps.put(file.resourceId().toString(), file.lastModifiedMillis() + "/" + file.sizeBytes());
    }
    return stamps;
  }

  /** A path below a directory, which may or may not end in a slash. */
  public static String below(String directory, String path) {
    return directory.endsWith("/") ? directory + path : directory + "/" + path;
  }
}
