package io.risknet.pipelines.ablation;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.risknet.pipelines.options.AblationOptions;
import io.risknet.pipelines.options.Replacing;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.Tallies;
import io.risknet.pipelines.spec.RunSpec;
import io.risknet.pipelines.spec.Specs;
import io.risknet.pipelines.train.LabelledSource;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.JsonCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;

/**
 * The feature sets of a spec, each trained by the pipeline of {@code risknet train} into a
 * directory of the output. Who has them trained, one after the other, tells of each what became of
 * it; then this compares them.
 *
 * <pre>{@code
 * var run = AblationRun.of(options, List.of(arguments));
 * run.prepare();
 * for (String set : run.sets()) {
 *   if (!run.isFinished(set, allowed)) {
 *     train(set, run.output(set));
 *     run.keep(set, allowed);
 *   }
 * }
 * Ablation ablation = run.finish(outcomes);
 * }</pre>
 */
public final class AblationRun {
  /** The command. */
  public static final String ABLATION = "ablation";

  /** Beside a set's results: a hash of what they were made from, and the run that made them. */
  private static final String ASKED = ".risknet-set";

  private static final List<String> RESULTS = List.of(Ablation.CSV, Ablation.JSON, Ablation.REPORT);

  private final AblationOptions options;
  private final RunSpec spec;
  private final OutputDirectory output;
  private final RunManifest start;
  private final List<String> arguments;

  /**
   * What became of a set.
   *
   * @param set its name
   * @param stopped what the leakage guard said, if it stopped the set
   */
  public record Outcome(String set, Optional<String> stopped) {}

  /** A set that those after it are held against. */
  private record Reference(String set, boolean leaks, TestScores scores) {

    /** What other scores gain; nothing is told by a gain over what may itself be unearned. */
    Optional<Ablation.Gain> gainOf(TestScores others) {
      return leaks
          ? Optional.empty()
          : Optional.of(new Ablation.Gain(set, others.gainOver(scores)));
    }
  }

  private AblationRun(AblationOptions options, RunSpec spec, List<String> arguments) {
    this.options = options;
    this.spec = spec;
    this.output = OutputDirectory.of("--output", options.getOutput());
    this.start =
        RunManifest.start(
            ABLATION, spec.name(), options, LabelledSource.of(spec, options).inputs());
    this.arguments = arguments.stream().sorted().toList();
  }

  /**
   * Finds the feature sets and the files, and leaves the output as it is.
   *
   * @param arguments all that the user asked for but how results are kept, and what may leak
   * @throws IllegalArgumentException with one sentence when an option, the spec or the output is
   *     not as it should be
   */
  public static AblationRun of(AblationOptions options, List<String> arguments) {
    FileSystems.setDefaultPipelineOptions(options);
    checkArgument(
        options.getFeatureSet().isEmpty(),
        "--featureSet=%s is for 'risknet train'; 'risknet ablation' takes all feature sets.",
        options.getFeatureSet());
    var spec = Specs.load(options.getSpec());
    checkArgument(
        !spec.ablation().sets().isEmpty(),
        "The spec '%s' has no feature sets; list them below its key 'ablation'.",
        options.getSpec());
    var run = new AblationRun(options, spec, arguments);
    run.output.check(ABLATION, RESULTS, Replacing.isAsked(options), Replacing.HOW);
    return run;
  }

  /** The names of the feature sets. */
  public List<String> sets() {
    return List.copyOf(spec.ablation().sets().keySet());
  }

  /** Where a set is trained. */
  public String output(String set) {
    return output.below(set);
  }

  /**
   * Makes the output ready.
   *
   * @throws IllegalArgumentException when it holds results, and neither is wanted: to go on, or to
   *     replace them
   */
  public void prepare() {
    output.prepare(ABLATION, RESULTS, Replacing.isAsked(options), Replacing.HOW);
  }

  /**
   * Whether an earlier attempt has trained a set by the same code, from all that is the same, and
   * that attempt is to be resumed.
   *
   * @param allowed the columns of the set that do not stop it, whatever the leakage guard says
   */
  public boolean isFinished(String set, List<String> allowed) throws IOException {
    if (!options.isResume()) {
      return false;
    }
    var run =
        AtomicFile.read(OutputDirectory.of(output(set)).manifest())
            .flatMap(RunManifest::parse)
            .filter(of -> of.inputs().equals(start.inputs()) && of.code().equals(start.code()));
    var kept = AtomicFile.read(AtomicFile.below(output(set), ASKED));
    return run.isPresent()
        && kept.map(bytes -> new String(bytes, UTF_8))
            .equals(Optional.of(asked(set, allowed, run.get())));
  }

  /** Notes of a set that it has just been trained. */
  public void keep(String set, List<String> allowed) throws IOException {
    AtomicFile.write(
        AtomicFile.below(output(set), ASKED), asked(set, allowed, manifest(set)).getBytes(UTF_8));
  }

  /**
   * A hash of all that decides over a set's results, other sets not among it, with the run that it
   * is true of: another command may since have put another in its place.
   */
  private String asked(String set, List<String> allowed, RunManifest run) {
    var alone = JsonCoder.read(Specs.toJson(spec), ObjectNode.class).without("ablation");
    var all = List.of(arguments, allowed, alone, spec.ablation().sets().get(set));
    return Hashing.sha256().hashString(JsonCoder.write(all), UTF_8) + " " + run.runId();
  }

  /**
   * Compares the sets on their test rows, and writes the results.
   *
   * @param outcomes in the order of the sets
   * @throws IllegalArgumentException when two sets were tested on different rows
   */
  public Ablation finish(List<Outcome> outcomes) throws IOException {
    var results = new ArrayList<Ablation.SetResult>();
    var runs = new LinkedHashMap<String, RunManifest>();
    Optional<Reference> reference = Optional.empty();
    for (var outcome : outcomes) {
      Optional<Ablation.Trained> trained = Optional.empty();
      List<String> leaks = List.of();
      if (outcome.stopped().isEmpty()) {
        var run = manifest(outcome.set());
        var scores = scores(outcome.set(), reference);
        var gain = reference.flatMap(of -> of.gainOf(scores));
        trained = Optional.of(Ablation.Trained.of(run, scores, gain));
        leaks = run.search().orElseThrow().leaks();
        runs.put(outcome.set(), run);
        if (reference.isEmpty() || leaks.isEmpty()) {
          reference = Optional.of(new Reference(outcome.set(), !leaks.isEmpty(), scores));
        }
      }
      results.add(new Ablation.SetResult(outcome.set(), leaks, trained, outcome.stopped()));
    }
    var ablation = new Ablation(results, spec.ablation().published());
    var manifest = manifestOf(runs);
    ablation.write(output, manifest);
    output.finish(manifest, output.temp());
    return ablation;
  }

  private RunManifest manifest(String set) throws IOException {
    var run = OutputDirectory.of(output(set));
    return run.finished()
        .orElseThrow(() -> new IOException("There is no " + run.manifest() + " any more."));
  }

  private TestScores scores(String set, Optional<Reference> reference) throws IOException {
    var scores = TestScores.read(OutputDirectory.of(output(set)));
    checkArgument(
        reference.map(Reference::scores).map(scores::areOfTheRowsOf).orElse(true),
        "The feature set '%s' was tested on other rows than those before it; run again with"
            + " --overwrite.",
        set);
    return scores;
  }

  /** A stage for each set; all have read and split the same rows. */
  private RunManifest manifestOf(Map<String, RunManifest> runs) {
    var stages = new ArrayList<RunManifest.Stage>();
    var test = new TreeMap<String, BinaryMetrics>();
    Map<String, Long> rows = Map.of();
    for (var set : runs.entrySet()) {
      var run = set.getValue();
      rows = run.rows();
      stages.add(
          new RunManifest.Stage(
              set.getKey(), Ablation.Trained.seconds(run), rows.get(Tallies.LABELLED)));
      test.put(set.getKey(), run.metrics().orElseThrow().get("test"));
    }
    return start.finish(rows, stages, Optional.empty(), Optional.of(test));
  }
}
