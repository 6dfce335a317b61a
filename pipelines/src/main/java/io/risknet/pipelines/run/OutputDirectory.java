package io.risknet.pipelines.run;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.Iterables;
import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A run's directory, on any of Beam's file systems. Its {@code manifest.json} is written last: a
 * directory without one holds an unfinished run, marked by a file {@code .risknet}. Nothing is ever
 * deleted where neither of the two tells that a run of the same command wrote it.
 *
 * @param path without a slash at the end
 */
public record OutputDirectory(String path) {
  private static final String MANIFEST = "manifest.json";

  /** Holds the name of the command, from a run's start to its end. */
  private static final String MARK = ".risknet";

  private static final String TEMP = ".risknet-temp";

  /** Where trainings wait that may go on, as a glob: a run that is resumed needs them. */
  public static final String SNAPSHOTS = ".risknet-snapshots/**";

  /** The directory of a path, which may end in a slash. */
  public static OutputDirectory of(String path) {
    return new OutputDirectory(path.replaceFirst("(?<=.)/+$", ""));
  }

  /**
   * The directory that an option names.
   *
   * @throws IllegalArgumentException when the path would be taken for a pattern
   */
  public static OutputDirectory of(String option, String path) {
    checkArgument(
        !path.matches(".*[*?\\[\\]{}].*"),
        "%s=%s is a pattern; choose a path without any of * ? [ ] { }.",
        option,
        path);
    return of(path);
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
   * Checks that what is there may be replaced, as {@link #prepare} does, and leaves it as it is.
   *
   * @param command the command that is to run
   * @param results what would be deleted beside the manifest, as globs below this directory
   * @param overwrite whether that is wanted
   * @param option what to give when it is
   * @throws IllegalArgumentException when it holds results and {@code overwrite} is not set, or
   *     files that are not for this command to delete
   * @throws UncheckedIOException when it can't be read
   */
  public void check(String command, List<String> results, boolean overwrite, String option) {
    try {
      var unused = replaceable(command, results, overwrite, option);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't read the output %s: %s; choose another --output.".formatted(path, e.getMessage()),
          e);
    }
  }

  /**
   * Makes it ready for a new run: finds out whether it can be written to, and deletes what an
   * earlier run of the same command left when that is wanted.
   *
   * @param command the command that is about to run
   * @param results what is to be deleted beside the manifest, as globs below this directory
   * @param overwrite whether that is wanted
   * @param option what to give when it is
   * @throws IllegalArgumentException when it holds results and {@code overwrite} is not set, or
   *     files that are not for this command to delete
   * @throws UncheckedIOException when it can't be written to
   */
  public void prepare(String command, List<String> results, boolean overwrite, String option) {
    try {
      var found = replaceable(command, results, overwrite, option);
      AtomicFile.write(below(MARK), command.getBytes(UTF_8));
      // The manifest goes first, so that a run half deleted does not look whole.
      FileSystems.delete(found.subList(0, Math.min(1, found.size())));
      FileSystems.delete(found.subList(Math.min(1, found.size()), found.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't write to the output %s: %s; choose another --output."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /**
   * Deletes what a run of a command left, when there will be none in its place; does nothing where
   * no run of that command was.
   *
   * @param results what is to be deleted beside the manifest, as globs below this directory
   * @throws UncheckedIOException when it can't be written to
   */
  public void clear(String command, List<String> results) throws IOException {
    if (command().equals(Optional.of(command))) {
      // Marked meanwhile, so that what is half deleted can still be told from files of others.
      prepare(command, results, true, "");
      deleteMark();
    }
  }

  private List<ResourceId> replaceable(
      String command, List<String> results, boolean overwrite, String option) throws IOException {
    var found = find(results);
    if (!found.isEmpty()) {
      checkReplaceable(found.get(0), command, overwrite, option);
    }
    return found;
  }

  private List<ResourceId> find(List<String> results) throws IOException {
    var found = new ArrayList<ResourceId>();
    for (var ours : Iterables.concat(List.of(MANIFEST), results, List.of(TEMP + "/**"))) {
      AtomicFile.find(below(ours)).stream().map(Metadata::resourceId).forEach(found::add);
    }
    return found;
  }

  private void checkReplaceable(ResourceId found, String command, boolean overwrite, String option)
      throws IOException {
    var holder = command();
    checkArgument(
        holder.isPresent(),
        "The output %s already holds %s, and nothing tells that a run wrote it; choose another"
            + " --output.",
        path,
        found);
    checkArgument(
        holder.get().equals(command),
        "The output %s already holds what 'risknet %s' wrote, which 'risknet %s' does not replace;"
            + " choose another --output.",
        path,
        holder.get(),
        command);
    // The model below has a manifest of its own.
    checkArgument(
        overwrite,
        "The output %s already holds %s; choose another --output, or give %s.",
        path,
        AtomicFile.find(manifest()).isEmpty() ? "an unfinished run" : "results",
        option);
  }

  /** The command whose run this holds, unfinished or finished; nothing when it holds none. */
  public Optional<String> command() throws IOException {
    var mark = AtomicFile.read(below(MARK));
    return mark.isPresent()
        ? mark.map(bytes -> new String(bytes, UTF_8))
        : AtomicFile.read(manifest()).flatMap(RunManifest::command);
  }

  /** The manifest of the run, once it has finished. */
  public Optional<RunManifest> finished() throws IOException {
    return AtomicFile.read(manifest()).map(bytes -> RunManifest.fromJson(new String(bytes, UTF_8)));
  }

  /**
   * Ends a run: writes the manifest, and deletes what it kept for a while. Doing it again, after a
   * failure on the way, leaves the manifest as it is: it is made of what was deleted.
   */
  public void finish(RunManifest manifest, String temp) throws IOException {
    if (!finished().map(RunManifest::runId).equals(Optional.of(manifest.runId()))) {
      AtomicFile.write(manifest(), manifest.toJson().getBytes(UTF_8));
    }
    of(temp).delete();
    of(temp()).delete();
    of(snapshots()).delete();
    deleteMark();
  }

  private void deleteMark() throws IOException {
    FileSystems.delete(
        List.of(FileSystems.matchNewResource(below(MARK), false)),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Where this run keeps files for a while, deleted at its end. */
  public String temp() {
    return below(TEMP);
  }

  /** Where trainings wait that may go on, until the run has ended or is begun anew. */
  public String snapshots() {
    return below(SNAPSHOTS.replace("/**", ""));
  }

  /** Deletes it with all that is below: for temporary files of our own only. */
  public void delete() throws IOException {
    FileSystems.delete(AtomicFile.find(below("**")).stream().map(Metadata::resourceId).toList());
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
}
