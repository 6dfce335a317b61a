package io.risknet.pipelines.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * A run's directory, on any of Beam's file systems. Its {@code manifest.json} is written last: a
 * directory without one holds an unfinished run.
 *
 * @param path without a slash at the end
 */
public record OutputDirectory(String path) {
  private static final String MANIFEST = "manifest.json";

  /** What a run writes; nothing else is ever deleted. */
  private static final List<String> OURS =
      List.of(
          MANIFEST,
          "profile.json",
          "leaderboard.csv",
          "rejects/**",
          "scores/**",
          "trials/**",
          "model/**",
          "temp/**");

  /** The directory of a path, which may end in a slash. */
  public static OutputDirectory of(String path) {
    return new OutputDirectory(path.replaceFirst("(?<=.)/+$", ""));
  }

  /** A path below. */
  public String below(String relative) {
    return path + "/" + relative;
  }

  /** The file that marks a finished run. */
  public String manifest() {
    return below(MANIFEST);
  }

  /**
   * Makes it ready for a new run: finds out whether it can be written to, and deletes what an
   * earlier run left when that is wanted.
   *
   * @throws IllegalArgumentException when it holds results and {@code overwrite} is not set
   * @throws UncheckedIOException when it can't be written to
   */
  public void prepare(boolean overwrite) {
    try {
      var found = new ArrayList<ResourceId>();
      for (var ours : OURS) {
        matches(below(ours)).stream().map(Metadata::resourceId).forEach(found::add);
      }
      if (!found.isEmpty() && !overwrite) {
        // The model below has a manifest of its own.
        boolean finished = !matches(manifest()).isEmpty();
        throw new IllegalArgumentException(
            "The output %s already holds %s; choose another --output, or give --overwrite to replace it."
                .formatted(path, finished ? "results" : "an unfinished run"));
      }
      // The manifest goes first, so that a run half deleted does not look whole.
      for (var file : found) {
        FileSystems.delete(List.of(file));
      }
      probe();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't write to the output %s: %s; choose another --output."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** Where this run keeps files for a while, deleted at its end. */
  public String temp() {
    return below("temp");
  }

  /** Deletes it with all that is below: for temporary files of our own only. */
  public void delete() throws IOException {
    FileSystems.delete(matches(below("**")).stream().map(Metadata::resourceId).toList());
    // Object stores have no directories that could be left.
    if (FileSystems.matchNewResource(path, true).getScheme().equals("file")) {
      deleteDirectories(Path.of(path));
    }
  }

  private static void deleteDirectories(Path top) throws IOException {
    if (Files.exists(top)) {
      try (var below = Files.walk(top)) {
        for (var directory : below.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(directory);
        }
      }
    }
  }

  private void probe() throws IOException {
    var probe =
        FileSystems.matchNewResource(path, true)
            .resolve(".risknet-probe", StandardResolveOptions.RESOLVE_FILE);
    FileSystems.create(probe, MimeTypes.BINARY).close();
    FileSystems.delete(List.of(probe));
  }

  private static List<Metadata> matches(String pattern) throws IOException {
    var match = FileSystems.match(pattern, EmptyMatchTreatment.ALLOW);
    try {
      return match.status() == MatchResult.Status.OK ? match.metadata() : List.of();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
