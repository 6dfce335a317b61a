package io.risknet.pipelines.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * The files of a glob, as they are before the run.
 *
 * @param glob what the user gave
 * @param files path, bytes and fingerprint of each, by path
 */
public record InputFiles(String glob, List<InputFile> files) {
  private static final int RANGES = 16;
  private static final long MIN_RANGE_BYTES = 8L << 20;
  private static final long MAX_RANGE_BYTES = 128L << 20;

  /**
   * One file.
   *
   * @param path its full name
   * @param bytes its size
   * @param fingerprint a hash of path, size and time of change: tells that a file is another,
   *     without reading it
   */
  public record InputFile(String path, long bytes, String fingerprint) {}

  /**
   * Finds the files of a glob.
   *
   * @param option the option that gave it, for messages
   * @throws IllegalArgumentException when it is blank, matches nothing or only empty files
   */
  public static InputFiles find(String option, String glob) {
    if (glob.isBlank()) {
      throw new IllegalArgumentException(
          "The option %s is missing; give the path or glob of the files.".formatted(option));
    }
    var found =
        match(option, glob).stream()
            .map(
                file ->
                    new InputFile(
                        file.resourceId().toString(), file.sizeBytes(), fingerprint(file)))
            .sorted((left, right) -> left.path().compareTo(right.path()))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "No file matches %s=%s; give the path or glob of files that exist."
              .formatted(option, glob));
    }
    if (found.stream().allMatch(file -> file.bytes() == 0)) {
      throw new IllegalArgumentException(
          "The files of %s=%s are empty; give files with rows.".formatted(option, glob));
    }
    return new InputFiles(glob, found);
  }

  /** Total size. */
  public long bytes() {
    return files.stream().mapToLong(InputFile::bytes).sum();
  }

  /**
   * The size of the ranges to read the files in: so few that what a runner spends on each does not
   * count, and so many that workers end together.
   *
   * @param wanted what the user asked for; 0 for nothing
   */
  public long rangeBytes(long wanted) {
    return wanted != 0
        ? wanted
        : Math.max(MIN_RANGE_BYTES, Math.min(MAX_RANGE_BYTES, bytes() / RANGES));
  }

  private static List<Metadata> match(String option, String glob) {
    try {
      var match = FileSystems.match(glob, EmptyMatchTreatment.ALLOW);
      return match.status() == MatchResult.Status.NOT_FOUND ? List.of() : match.metadata();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The files of %s=%s can't be listed: %s.".formatted(option, glob, e.getMessage()), e);
    }
  }

  private static String fingerprint(Metadata file) {
    var identity = file.resourceId() + "|" + file.sizeBytes() + "|" + file.lastModifiedMillis();
    return Hashing.murmur3_128().hashString(identity, UTF_8).toString();
  }
}
