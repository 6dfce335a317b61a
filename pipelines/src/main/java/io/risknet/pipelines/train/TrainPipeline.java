package io.risknet.pipelines.train;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.toSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import io.risknet.pipelines.mlflow.MlflowTarget;
import io.risknet.pipelines.options.Durations;
import io.risknet.pipelines.options.Months;
import io.risknet.pipelines.options.TrainOptions;
import io.risknet.pipelines.run.CountRejects;
import io.risknet.pipelines.run.DefinedRun;
import io.risknet.pipelines.run.LabelledRows;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.pipelines.run.RunManifest;
import io.risknet.pipelines.run.StageMark;
import io.risknet.pipelines.spec.ProtectedColumn;
import io.risknet.pipelines.spec.RunSpec;
import io.risknet.pipelines.spec.Specs;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.ModelBundleCoder;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.CalibrationMethod;
import io.risknet.transforms.evaluation.BinaryMetrics;
import io.risknet.transforms.explanation.ExplainModel;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.LeakageException;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.scorecard.MakeScorecard;
import io.risknet.transforms.splits.Part;
import io.risknet.transforms.splits.SplitRecords;
import io.risknet.transforms.tuning.Grid;
import io.risknet.transforms.tuning.PlanTemplate;
import io.risknet.transforms.tuning.Search;
import io.risknet.transforms.tuning.SearchReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * The one training pipeline, the same on every runner: reads and labels rows, splits them, fits
 * features, searches, refits, evaluates, and writes the run directory with the manifest last.
 */
public final class TrainPipeline {
  static final String READ = "read";
  static final String FEATURES = "features";
  static final String SEARCH = "search";
  static final String REFIT = "refit";
  static final String EVALUATE = "evaluate";

  /** The stage of nested cross-validation, which makes no model. */
  public static final String NESTED = "nested";

  static final List<String> STAGES = List.of(READ, FEATURES, SEARCH, REFIT, EVALUATE, NESTED);

  private static final int LEAST_NESTED = 3;

  private final TrainOptions options;
  private final RunSpec spec;
  private final OutputDirectory output;
  private final LabelledSource source;
  private final SegmentPlan segments;
  private final SampledNegatives sampled;
  private final AllowedLeakage allowed;
  private final RunManifest start;
  private final Optional<MlflowTarget> mlflow;

  private TrainPipeline(
      TrainOptions options, RunSpec spec, LabelledSource source, SegmentPlan segments) {
    this.options = options;
    this.spec = spec;
    this.source = source;
    this.segments = segments;
    this.sampled = new SampledNegatives(spec.keptNegatives());
    this.allowed = AllowedLeakage.of(options.getAllowLeakage(), source.schema());
    this.output = TrainFiles.output(options);
    this.mlflow = MlflowTarget.of(options.getMlflow(), options.getMlflowExperiment());
    this.start =
        RunManifest.start(
            TrainFiles.COMMAND, spec.name(), options, source.inputs(), sampled.share());
  }

  /**
   * Defines the pipeline, and makes the output ready after everything that can be checked
   * beforehand has been.
   *
   * @throws IllegalArgumentException with one sentence when an option, the spec, an input or the
   *     output is not as it should be
   */
  public static DefinedRun define(TrainOptions options) {
    var train = of(options);
    var search = train.search();
    var plans = train.plans(search);
    train.checkOptions();
    var pipeline = train.define(plans, search);
    TrainFiles.prepare(options);
    return new DefinedRun(
        pipeline,
        List.of(OutputDirectory.of(train.temp()), OutputDirectory.of(train.output.temp())));
  }

  /**
   * Checks the options, the spec, the output and the features that a run would be given, and leaves
   * the output as it is.
   *
   * @return the columns of {@code --allowLeakage} that features read
   * @throws LeakageException when one is known only after the decision, and not allowed
   * @throws IllegalArgumentException with one sentence when something else is wrong
   */
  public static Set<String> check(TrainOptions options) {
    var train = of(options);
    train.checkOptions();
    TrainFiles.check(options);
    var inputs = inputs(train.plans(train.search()));
    return Sets.intersection(train.allowed.columns(), inputs);
  }

  private void checkOptions() {
    checkArgument(
        List.of(BuildModel.TRAIN, BuildModel.TRAIN_AND_VALIDATION).contains(options.getRefitOn()),
        "--refitOn=%s is not known; give train, or train+validation.",
        options.getRefitOn());
    checkArgument(
        !options.isNested() || spec.split().folding().withOneLess().folds() >= LEAST_NESTED,
        "--nested takes one of %s folds away, and a search with target encoders needs %s; give the"
            + " spec more folds.",
        spec.split().folds(),
        LEAST_NESTED);
    checkArgument(
        spec.costs().isEmpty() || options.getRefitOn().equals(BuildModel.TRAIN),
        "--refitOn=%s leaves no rows to choose a threshold by, as the spec's costs ask for; leave out"
            + " one of them.",
        options.getRefitOn());
    checkArgument(
        options.getMaxFailedTrials() >= 0,
        "--maxFailedTrials=%s is below 0; give how many trials may fail, 0 for none.",
        options.getMaxFailedTrials());
    if (!options.getMaxSearchTime().isEmpty()) {
      Durations.parse("--maxSearchTime", options.getMaxSearchTime());
    }
    split();
  }

  private static TrainPipeline of(TrainOptions options) {
    FileSystems.setDefaultPipelineOptions(options);
    var loaded = Specs.load(options.getSpec()).withFoldsBy(options.getFoldsBy());
    var protectedColumns = ProtectedColumn.parse(options.getProtected(), loaded);
    var spec = loaded.reading(protectedColumns);
    spec.table().cleaning().checkFit(spec.table().schema());
    return new TrainPipeline(
        options,
        spec,
        LabelledSource.of(spec, options),
        SegmentPlan.of(spec, protectedColumns, options));
  }

  /** The feature plans that the search may try, of the feature set that is asked for. */
  private Map<String, FeaturePlan> plans(Search search) {
    var all = template().plans(search.strategy().space());
    var plans = spec.ablation().select(options.getFeatureSet(), all);
    // A set may leave out what a constraint names, or add it.
    search.checkColumns(ImmutableList.copyOf(Iterables.concat(all.values(), plans.values())));
    plans.values().forEach(plan -> plan.check(schema()));
    return plans;
  }

  /** Of the labelled table, as this run may use it. */
  private TableSchema schema() {
    return allowed.unmark(source.schema());
  }

  private PlanTemplate template() {
    return PlanTemplate.of(spec.features());
  }

  private static Set<String> inputs(Map<String, FeaturePlan> plans) {
    return plans.values().stream().flatMap(plan -> plan.inputs().stream()).collect(toSet());
  }

  private Pipeline define(Map<String, FeaturePlan> plans, Search search) {
    var pipeline = Pipeline.create(options);
    var labelled = pipeline.apply("Label", source.rows());
    var tallies =
        LabelledRows.check(labelled, options.getMaxRejectFraction(), output)
            .apply("EndRead", StageMark.endOf(READ, temp()));
    var rows = allowed.unmark(labelled.get(LabelledRows.ROWS));
    var parts = rows.apply("Split", split().after(tallies));
    var learnt = parts.apply("DropUnlearnt", new DropUnlearnt(spec));
    var build = build(plans, search);
    var built = learnt.apply("BuildModel", build);
    var bundle =
        built.apply("MakeBundle", makeBundle()).apply("EndRefit", StageMark.endOf(REFIT, temp()));
    var rejects = labelled.get(LabelledRows.REJECTS).apply("CountRejects", new CountRejects());
    var run =
        PCollectionTuple.of(WriteRun.TALLIES, tallies)
            .and(WriteRun.REJECTS, rejects)
            .and(SplitRecords.PLAN, parts.get(SplitRecords.PLAN))
            .and(BuildModel.FITS, built.get(BuildModel.FITS))
            .and(BuildModel.LEADERBOARD, built.get(BuildModel.LEADERBOARD));
    if (built.has(BuildModel.SUSPECTS)) {
      run = run.and(BuildModel.SUSPECTS, built.get(BuildModel.SUSPECTS));
    }
    if (options.isNested()) {
      run = run.and(WriteRun.NESTED, nested(learnt, build, built));
    }
    judged(run, parts, bundle).apply("Write", write(search));
    return pipeline;
  }

  private BuildModel build(Map<String, FeaturePlan> plans, Search search) {
    return new BuildModel(
        plans,
        spec.split().folding(),
        search,
        spec.calibration(),
        temp(),
        output.path(),
        output.snapshots(),
        allowed,
        options);
  }

  private MakeBundle makeBundle() {
    return new MakeBundle(spec, source.schema(), start);
  }

  private PCollection<KV<String, BinaryMetrics>> nested(
      PCollectionTuple learnt, BuildModel build, PCollectionTuple built) {
    var nested =
        new NestedEstimate(
            build,
            makeBundle(),
            source.schema().nameOf(ColumnRole.LABEL),
            built.get(BuildModel.LEADERBOARD));
    return learnt
        .get(SplitRecords.TRAIN)
        .apply("Nested", nested)
        .apply("EndNested", StageMark.endOf(NESTED, temp()));
  }

  /** Adds the model as it is to score, and all that is told of it. */
  private PCollectionTuple judged(
      PCollectionTuple run, PCollectionTuple parts, PCollection<ModelBundle> bundle) {
    var label = source.schema().nameOf(ColumnRole.LABEL);
    var points = new ScorePoints(spec.scorecard());
    PCollectionView<ModelBundle> view = bundle.apply("Bundle", View.asSingleton());
    var evaluated =
        parts.apply(
            "Evaluate",
            new EvaluateModel(
                view,
                uncalibrated(bundle),
                label,
                segments,
                sampled,
                options.getRefitOn().equals(BuildModel.TRAIN_AND_VALIDATION),
                temp()));
    var scoring = points.of(sampled.correct(bundle));
    var testScores = sampled.correctScores(evaluated.get(EvaluateModel.TEST_SCORES));
    var profiles =
        parts
            .and(EvaluateModel.SCORES, sampled.correctParts(evaluated.get(EvaluateModel.SCORES)))
            .apply("Profile", new ProfileParts(label, sampled));
    var judged =
        run.and(WriteRun.BUNDLE, scoring)
            .and(WriteRun.EXPLANATION, scoring.apply("Explain", explain(parts, label)))
            .and(EvaluateModel.TEST_SCORES, points.ofScores(testScores))
            .and(EvaluateModel.METRICS, evaluated.get(EvaluateModel.METRICS))
            .and(EvaluateModel.EVALUATION, evaluated.get(EvaluateModel.EVALUATION))
            .and(EvaluateModel.SEGMENTS, evaluated.get(EvaluateModel.SEGMENTS))
            .and(ProfileParts.PROFILES, profiles);
    return asked(judged, parts, evaluated);
  }

  /** Adds what not every spec asks for. */
  private PCollectionTuple asked(
      PCollectionTuple judged, PCollectionTuple parts, PCollectionTuple evaluated) {
    var run = judged;
    if (spec.costs().isPresent()) {
      var choose = new ChooseThreshold(spec.costs().get(), sampled);
      run =
          run.and(
              WriteRun.OPERATING_POINT,
              evaluated.get(EvaluateModel.DISTRIBUTIONS).apply("OperatingPoint", choose));
    }
    if (spec.scorecard().isPresent()) {
      var train = parts.get(SplitRecords.TRAIN).apply("ScorecardRows", Values.create());
      var scoring = run.get(WriteRun.BUNDLE);
      run = run.and(WriteRun.SCORECARD, scoring.apply("Scorecard", MakeScorecard.on(train)));
    }
    return run;
  }

  private WriteRun write(Search search) {
    var setup =
        new SearchSetup(
            search.strategy().name(),
            spec.split().folding(),
            options.getRefitOn(),
            allowed,
            options.isLeakageCheck());
    var statement =
        new ModelStatement(spec.intendedUse(), source.outcome(), spec.split().by(), sampled);
    return new WriteRun(output, temp(), start, setup, statement, schema(), mlflow);
  }

  private Optional<PCollectionView<ModelBundle>> uncalibrated(PCollection<ModelBundle> bundle) {
    return spec.calibration() == CalibrationMethod.NONE
        ? Optional.empty()
        : Optional.of(
            bundle
                .apply(
                    "Uncalibrate",
                    MapElements.into(TypeDescriptor.of(ModelBundle.class))
                        .via(of -> of.withCalibration(Calibration.NONE)))
                .setCoder(ModelBundleCoder.of())
                .apply("Uncalibrated", View.asSingleton()));
  }

  /** On the rows that nothing was chosen by. */
  private static ExplainModel explain(PCollectionTuple parts, String label) {
    PCollectionView<Long> rows =
        parts
            .get(SplitRecords.PLAN)
            .apply(
                "CountTest",
                MapElements.into(TypeDescriptors.longs())
                    .via(plan -> plan.sizes().get(Part.TEST).rows()))
            .apply("TestRows", View.asSingleton());
    return ExplainModel.on(parts.get(SplitRecords.TEST), rows, label);
  }

  private Search search() {
    return spec.search().isPresent()
        ? SearchReader.fromJson(spec.search().get(), template(), options.getSeed())
        : Search.of(spec.grid().map(Grid::fromJson).orElseGet(Grid::defaults));
  }

  private SplitRecords split() {
    var rule =
        spec.split()
            .rule(
                Months.parse("--validationFrom", options.getValidationFrom()),
                Months.parse("--testFrom", options.getTestFrom()));
    return SplitRecords.by(rule, spec.split().folding());
  }

  /** Where this run, and no other, keeps what it needs on the way. */
  private String temp() {
    return options.getTempLocation() == null
        ? output.temp()
        : OutputDirectory.of("--tempLocation", options.getTempLocation()).below(start.runId());
  }
}
