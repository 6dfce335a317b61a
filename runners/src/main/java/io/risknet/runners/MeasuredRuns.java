package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.risknet.infra.cost.MeasuredRun;
import io.risknet.infra.cost.MeasuredRun.StageTime;
import io.risknet.infra.cost.ScalingLaw;
import io.risknet.infra.cost.Workload;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.transforms.records.AtomicFile;
import java.io.IOException;
import java.util.List;

/**
 * What the manifests of one or two training runs say of their time.
 *
 * @param manifests of the runs
 * @param runs what was measured
 */
record MeasuredRuns(List<RunManifest> manifests, List<MeasuredRun> runs) {

  MeasuredRuns {
    manifests = ImmutableList.copyOf(manifests);
    runs = ImmutableList.copyOf(runs);
  }

  /**
   * Reads the manifests of run directories, or of files {@code manifest.json} in them.
   *
   * @throws IllegalArgumentException with one sentence when one is missing, is of an unfinished run
   *     or of another command, or lacks what the cost is told from
   */
  static MeasuredRuns read(List<String> paths) throws IOException {
    var manifests = ImmutableList.<RunManifest>builder();
    var runs = ImmutableList.<MeasuredRun>builder();
    for (var path : paths) {
      var manifest = manifest(path);
      manifests.add(manifest);
      runs.add(measured("--manifest=" + path, manifest));
    }
    return new MeasuredRuns(manifests.build(), runs.build());
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Whether the spec of all runs has this name. */
  boolean areOf(String spec) {
    return manifests.stream().allMatch(manifest -> manifest.spec().equals(spec));
  }

  /** The law that follows from them. */
  ScalingLaw law() {
    if (runs.size() == 1) {
      return ScalingLaw.of(runs.get(0));
    }
    checkArgument(
        fingerprints(0).equals(fingerprints(1))
            && manifests.get(0).runner().equals(manifests.get(1).runner())
            && manifests.get(0).spec().equals(manifests.get(1).spec()),
        "%s and %s differ in their inputs, spec or runner; give runs that differ in their"
            + " parallelism only.",
        runs.get(0).name(),
        runs.get(1).name());
    return ScalingLaw.of(runs.get(0), runs.get(1));
  }

  private List<String> fingerprints(int run) {
    return manifests.get(run).inputs().stream().map(input -> input.fingerprint()).toList();
  }

  private static RunManifest manifest(String path) throws IOException {
    var directory = OutputDirectory.of("--manifest", path);
    var bytes = AtomicFile.read(path.endsWith(".json") ? path : directory.manifest());
    checkArgument(
        bytes.isPresent() || directory.command().isEmpty(),
        "The run of --manifest=%s has not finished, so it has no manifest yet; wait for its end. If"
            + " it was stopped, start it anew with --overwrite: the time of a run that was resumed is"
            + " not the whole.",
        path);
    checkArgument(
        bytes.isPresent(),
        "There is no manifest of a run at --manifest=%s; give the --output of a finished 'risknet"
            + " train'.",
        path);
    return RunManifest.parse(bytes.get())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("--manifest=%s is damaged, or not the manifest of a run; give the --output of"
                            + " a finished 'risknet train'.")
                        .formatted(path)));
  }

  private static MeasuredRun measured(String name, RunManifest manifest) {
    checkArgument(
        manifest.search().isPresent(),
        "%s is of 'risknet %s', which has no search; give the --output of 'risknet train'.",
        name,
        manifest.command());
    checkArgument(
        !manifest.finishedAt().isEmpty(),
        "%s is of a run that has not finished; wait for its end. If it was stopped, start it anew with"
            + " --overwrite: the time of a run that was resumed is not the whole.",
        name);
    checkArgument(
        manifest.parallelism().isPresent(),
        "%s does not tell how many threads worked; run again with this release, with"
            + " --targetParallelism or, on Flink, --parallelism.",
        name);
    var search = manifest.search().get();
    checkArgument(
        search.reused() == 0,
        "%s is of a run that was resumed, with %s of %s trainings from before, so that its time is not"
            + " the whole; give a run that was not interrupted.",
        name,
        search.reused(),
        search.units());
    long lines = lines(manifest);
    return new MeasuredRun(
        name,
        manifest.parallelism().getAsInt(),
        new Workload(lines, manifest.rows().getOrDefault("loans.lines", lines)),
        manifest.rows().getOrDefault("train", 0L),
        search.units(),
        search.features(),
        manifest.cpuSeconds(),
        manifest.stages().stream()
            .map(stage -> new StageTime(stage.name(), stage.seconds()))
            .toList());
  }

  private static long lines(RunManifest manifest) {
    return manifest.rows().entrySet().stream()
        .filter(rows -> rows.getKey().endsWith(".lines"))
        .mapToLong(rows -> rows.getValue())
        .sum();
  }
}
