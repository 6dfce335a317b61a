package io.risknet.pipelines.run;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.google.common.io.Resources;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.explanation.ModelImportance;
import io.risknet.transforms.scorecard.Scorecard;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.display.DisplayData;

/**
 * What tools read of a finished run: {@code manifest.json}.
 *
 * @param runId a name of its own for every run
 * @param command the command
 * @param spec name of the spec, or of the model that scored
 * @param code version and commit of RiskNet
 * @param runner Beam's runner
 * @param parallelism how many threads work at a time, over all workers, when the options tell
 * @param startedAt ISO 8601, UTC
 * @param finishedAt ISO 8601, UTC
 * @param inputs the input files
 * @param rows how many rows, by what they are
 * @param stages what took how long
 * @param peakMemoryBytes the largest resident set of the process that wrote this, where the
 *     operating system tells
 * @param cpuSeconds the processor time of that process, from its start, where the operating system
 *     tells
 * @param search what the search did; absent when nothing was trained
 * @param metrics by part; absent when nothing was evaluated
 * @param stability how far rows have moved away from those that the model was trained on: the test
 *     part of a training run, or the table of a profiling run; absent when nothing was compared
 * @param tracking where the run was logged as well; absent when that was not asked for
 * @param importance what the model goes by, measured on the test part; absent when nothing was
 *     trained
 * @param rejects why lines and rows were rejected; absent in other commands than train
 * @param segments how well the model does by segment, vintage and protected group; absent when
 *     nothing was evaluated by any
 * @param scorecard how points are made of probabilities; absent when that was not asked for
 * @param operatingPoint what the model decides at the threshold of least cost; absent when nothing
 *     is known of costs
 * @param keptNegatives the share of the negative rows that the table holds, if not all: metrics are
 *     of rows as they are there, and scores are corrected after that
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RunManifest(
    String runId,
    String command,
    String spec,
    Code code,
    String runner,
    OptionalInt parallelism,
    String startedAt,
    String finishedAt,
    List<InputFiles.InputFile> inputs,
    Map<String, Long> rows,
    List<Stage> stages,
    OptionalLong peakMemoryBytes,
    OptionalDouble cpuSeconds,
    Optional<SearchOutcome> search,
    Optional<Map<String, BinaryMetrics>> metrics,
    Optional<Stability> stability,
    Optional<Tracking> tracking,
    Optional<ModelImportance> importance,
    Optional<RejectReasons> rejects,
    Optional<SegmentReview> segments,
    Optional<Points> scorecard,
    Optional<OperatingPoint> operatingPoint,
    OptionalDouble keptNegatives) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * The code that ran.
   *
   * @param version of RiskNet
   * @param commit its commit, or {@code unknown} when built outside a checkout
   */
  public record Code(String version, String commit) {

    /** Version and commit that the build wrote down. */
    static Code ofThisBuild() {
      var properties = new Properties();
      try {
        var resource = Resources.getResource(RunManifest.class, "build.properties");
        properties.load(new StringReader(Resources.toString(resource, StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      var commit = properties.getProperty("commit");
      return new Code(
          properties.getProperty("version"), commit.startsWith("${") ? "unknown" : commit);
    }
  }

  /**
   * One stage; a stage starts when the one before ends.
   *
   * @param name of the stage
   * @param seconds it took
   * @param rows it worked on
   */
  public record Stage(String name, double seconds, long rows) {}

  /**
   * The tracking server that the run was logged to.
   *
   * @param server its address
   * @param experiment the experiment's name
   * @param run the server's id of the run; empty when none was made
   * @param warning why it was not logged, or not all of it; empty when it was
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Tracking(String server, String experiment, String run, String warning) {

    /** Absent texts are empty ones. */
    public Tracking {
      run = requireNonNullElse(run, "");
      warning = requireNonNullElse(warning, "");
    }
  }

  /**
   * Points, and what the scorecard is to be looked at for.
   *
   * @param scale how they are made of probabilities
   * @param undefined why they have no table by bins, where there is none
   * @param warnings sentences on columns whose points a validator would object to
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Points(PointsScale scale, Optional<String> undefined, List<String> warnings) {

    /** What the manifest keeps of a scorecard. */
    public static Points of(Scorecard scorecard) {
      return new Points(scorecard.scale(), scorecard.undefined(), scorecard.warnings());
    }
  }

  /** What is known when a run starts. */
  public static RunManifest start(
      String command, String spec, PipelineOptions options, List<InputFiles> inputs) {
    return start(command, spec, options, inputs, OptionalDouble.empty());
  }

  /**
   * What is known when a run starts on a table that may hold a share of the negative rows only.
   *
   * @param keptNegatives that share, if not all are there
   */
  public static RunManifest start(
      String command,
      String spec,
      PipelineOptions options,
      List<InputFiles> inputs,
      OptionalDouble keptNegatives) {
    return new RunManifest(
        UUID.randomUUID().toString(),
        command,
        spec,
        Code.ofThisBuild(),
        options.getRunner().getSimpleName(),
        parallelism(options),
        Instant.now().toString(),
        "",
        inputs.stream().flatMap(of -> of.files().stream()).toList(),
        Map.of(),
        List.of(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        keptNegatives);
  }

  /** Each runner has a name of its own for it, which this module does not know as Java. */
  private static OptionalInt parallelism(PipelineOptions options) {
    var name =
        options.getRunner().getSimpleName().equals("DirectRunner")
            ? "targetParallelism"
            : "parallelism";
    return DisplayData.from(options).items().stream()
        .filter(item -> item.getKey().equals(name) && item.getValue() instanceof Number)
        .mapToInt(item -> ((Number) item.getValue()).intValue())
        .filter(threads -> threads > 0)
        .findFirst();
  }

  private static OptionalDouble cpuSecondsOfThisProcess() {
    return ProcessHandle.current().info().totalCpuDuration().stream()
        .mapToDouble(time -> time.toMillis() / 1e3)
        .findFirst();
  }

  /** What is known when it ends. */
  public RunManifest finish(
      Map<String, Long> finalRows,
      List<Stage> finalStages,
      Optional<SearchOutcome> finalSearch,
      Optional<Map<String, BinaryMetrics>> finalMetrics) {
    return new RunManifest(
        runId,
        command,
        spec,
        code,
        runner,
        parallelism,
        startedAt,
        Instant.now().toString(),
        inputs,
        finalRows,
        finalStages,
        ProcessMemory.peakBytes(),
        cpuSecondsOfThisProcess(),
        finalSearch,
        finalMetrics,
        stability,
        tracking,
        importance,
        rejects,
        segments,
        scorecard,
        operatingPoint,
        keptNegatives);
  }

  /** The same with what has moved away from the training rows. */
  public RunManifest withStability(Stability newStability) {
    return with(
        Optional.of(newStability),
        tracking,
        importance,
        rejects,
        segments,
        scorecard,
        operatingPoint);
  }

  /** The same with a note of where the run was logged. */
  public RunManifest withTracking(Tracking newTracking) {
    return with(
        stability,
        Optional.of(newTracking),
        importance,
        rejects,
        segments,
        scorecard,
        operatingPoint);
  }

  /** The same with what the model goes by. */
  public RunManifest withImportance(ModelImportance newImportance) {
    return with(
        stability,
        tracking,
        Optional.of(newImportance),
        rejects,
        segments,
        scorecard,
        operatingPoint);
  }

  /** The same with why lines and rows were rejected. */
  public RunManifest withRejects(RejectReasons newRejects) {
    return with(
        stability,
        tracking,
        importance,
        Optional.of(newRejects),
        segments,
        scorecard,
        operatingPoint);
  }

  /** The same with how well the model does by segment; of a review of nothing there is none. */
  public RunManifest withSegments(SegmentReview review) {
    var newSegments = Optional.of(review).filter(of -> !of.hasNothing());
    return with(stability, tracking, importance, rejects, newSegments, scorecard, operatingPoint);
  }

  /** The same with how points are made, if they are. */
  public RunManifest withScorecard(Optional<Points> newScorecard) {
    return with(stability, tracking, importance, rejects, segments, newScorecard, operatingPoint);
  }

  /** The same with what the model decides at the threshold of least cost, if costs are known. */
  public RunManifest withOperatingPoint(Optional<OperatingPoint> newOperatingPoint) {
    return with(stability, tracking, importance, rejects, segments, scorecard, newOperatingPoint);
  }

  private RunManifest with(
      Optional<Stability> newStability,
      Optional<Tracking> newTracking,
      Optional<ModelImportance> newImportance,
      Optional<RejectReasons> newRejects,
      Optional<SegmentReview> newSegments,
      Optional<Points> newScorecard,
      Optional<OperatingPoint> newOperatingPoint) {
    return new RunManifest(
        runId,
        command,
        spec,
        code,
        runner,
        parallelism,
        startedAt,
        finishedAt,
        inputs,
        rows,
        stages,
        peakMemoryBytes,
        cpuSeconds,
        search,
        metrics,
        newStability,
        newTracking,
        newImportance,
        newRejects,
        newSegments,
        newScorecard,
        newOperatingPoint,
        keptNegatives);
  }

  /**
   * The stages that have come to their end, in the order of time; the first starts with the run.
   *
   * @param names of the stages
   * @param temp where {@link StageMark} kept the moments
   * @param rowsOf how many rows a stage had
   */
  public List<Stage> stages(List<String> names, String temp, Function<String, Long> rowsOf)
      throws IOException {
    var sorted = new ArrayList<>(StageMark.read(names, temp));
    sorted.sort(Comparator.comparingLong(StageMark::epochMillis));
    var timed = new ArrayList<Stage>();
    long start = Instant.parse(startedAt).toEpochMilli();
    for (var mark : sorted) {
      timed.add(
          new Stage(mark.stage(), (mark.epochMillis() - start) / 1e3, rowsOf.apply(mark.stage())));
      start = mark.epochMillis();
    }
    return timed;
  }

  /** The command of which these bytes are the manifest; nothing when they are none. */
  static Optional<String> command(byte[] bytes) {
    try {
      var manifest = MAPPER.readTree(bytes);
      return manifest.hasNonNull("runId")
          ? Optional.of(manifest.path("command").asText())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The manifest that these bytes are; nothing when they are damaged or something else. */
  public static Optional<RunManifest> parse(byte[] bytes) {
    try {
      return command(bytes).isPresent()
          ? Optional.of(MAPPER.readValue(bytes, RunManifest.class))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** As indented JSON. */
  public String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The manifest that {@link #toJson} wrote. */
  public static RunManifest fromJson(String json) {
    try {
      return MAPPER.readValue(json, RunManifest.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
