package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.statistics.Accumulator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the learner is given: features made of the columns of a table, then steps over the columns
 * these write. Immutable.
 *
 * <pre>{@code
 * var plan = FeaturePlan.of(Numeric.of("dti"), MeanEncode.of("state").withSmoothing(10))
 *     .then(DropByMissingRatio.of(), DropByVariance.of(), DropByCorrelation.of(0.70));
 * }</pre>
 *
 * <p>The same as YAML, or JSON. A list gives one feature for each column; options go in a map; what
 * is neither is the first option. Names may carry a version ({@code mean-encode/1}).
 *
 * <pre>{@code
 * encode:
 *   - numeric: dti
 *   - mean-encode: {columns: [state], smoothing: 10}
 * then:
 *   - drop-by-missing-ratio
 *   - drop-by-variance
 *   - drop-by-correlation: 0.70
 * }</pre>
 *
 * <p>Fitting takes {@link #passes} passes over the training rows, however many features there are:
 * one for all features, one for the statistics of their columns when there are steps, one for each
 * {@link RowStep} such as {@link DropByCorrelation}, and one more for statistics when steps follow
 * on one that changes values. So scaling is best put last.
 */
public final class FeaturePlan implements Serializable {
  private static final long serialVersionUID = 1;

  private final ImmutableList<Feature<?>> features;
  private final ImmutableList<Step> steps;

  private FeaturePlan(ImmutableList<Feature<?>> features, ImmutableList<Step> steps) {
    this.features = features;
    this.steps = steps;
  }

  /**
   * A plan of these features.
   *
   * @throws IllegalArgumentException when there is none, or two write a column of the same name
   */
  public static FeaturePlan of(List<? extends Feature<?>> features) {
    checkArgument(!features.isEmpty(), "A feature plan needs at least one feature.");
    // Names are known without rows, but for features that make a column for each value seen.
    FittedFeatures.of(features.stream().map(FeaturePlan::fitNothing).toList(), List.of());
    return new FeaturePlan(ImmutableList.copyOf(features), ImmutableList.of());
  }

  /** A plan of these features; throws as {@link #of(List)}. */
  public static FeaturePlan of(Feature<?>... features) {
    return of(List.of(features));
  }

  private static <A extends Accumulator<A>> Fitted fitNothing(Feature<A> feature) {
    return feature.fit(feature.empty());
  }

  /** This plan with these steps done next. */
  public FeaturePlan then(List<? extends Step> next) {
    return new FeaturePlan(
        features, ImmutableList.<Step>builder().addAll(steps).addAll(next).build());
  }

  /** This plan with these steps done next. */
  public FeaturePlan then(Step... next) {
    return then(List.of(next));
  }

  /** The features, in the order of their columns. */
  public List<Feature<?>> features() {
    return features;
  }

  /** What plans call such a feature, as in {@code mean-encode: [state]}. */
  public static String kind(Feature<?> feature) {
    return Catalogue.of(feature).name();
  }

  /** The steps, in order. */
  public List<Step> steps() {
    return steps;
  }

  /** Names of the columns it reads, the label not among them. */
  public List<String> inputs() {
    return features.stream()
        .flatMap(feature -> feature.inputs().stream())
        .map(Input::column)
        .collect(ImmutableSet.toImmutableSet())
        .asList();
  }

  /**
   * Whether its features write a column of this name, which a step may drop; of those that write
   * one for each value seen, whether some value makes such a name.
   */
  public boolean mayWrite(String column) {
    return features.stream().anyMatch(feature -> fitNothing(feature).mayWrite(column));
  }

  /**
   * Names of the columns that its features make of a column of the table, as far as they are known
   * without rows.
   */
  public List<String> columnsOf(String input) {
    return features.stream()
        .map(FeaturePlan::fitNothing)
        .filter(fitted -> fitted.inputs().contains(input))
        .flatMap(fitted -> fitted.names().stream())
        .toList();
  }

  /** Whether one of its features uses the label, so that fitting it takes folds. */
  public boolean usesLabel() {
    return features.stream().anyMatch(Feature::usesLabel);
  }

  /** How many times fitting goes over the training rows. */
  public int passes() {
    return passList().size();
  }

  /**
   * Checks that a table has the columns, in fitting types, and that they may be features.
   *
   * @throws LeakageException when one is marked as known only later
   * @throws IllegalArgumentException naming the column, and saying what to do
   */
  public FeaturePlan check(TableSchema schema) {
    for (var feature : features) {
      var name = Catalogue.of(feature).name();
      feature.inputs().forEach(input -> input.check(schema, name));
    }
    return this;
  }

  /**
   * Fits the plan here, on stratified folds.
   *
   * @param folds number of folds, at least 2, or 3 when a feature uses the label; 0 for none
   */
  public FeatureFits fit(List<RecordBatch> training, int folds) {
    return fit(training, Folding.of(folds));
  }

  /**
   * Fits the plan here, without Beam; the result equals that of {@link FitFeatures} to the bit.
   *
   * @param training batches with the label, and with the column {@link
   *     io.risknet.transforms.splits.Folds#COLUMN} when there are folds
   * @param folding how the rows were put into folds
   * @throws IllegalArgumentException when the table does not fit, or the number of folds, when
   *     there are no rows, or the steps leave no column
   */
  public FeatureFits fit(List<RecordBatch> training, Folding folding) {
    checkFolds(folding);
    var state = FitState.start(folding);
    for (var pass : passList()) {
      var before = state;
      // Sums do not depend on the order of rows, so threads may share the batches out.
      var walk =
          training.parallelStream()
              .collect(() -> pass.start(before), Pass.Walk::add, Pass.Walk::absorb);
      state = pass.finish(before, walk.partial());
    }
    return state.fits().checkColumns();
  }

  /** Refuses a number of folds that the features can't be cross-fitted with. */
  void checkFolds(Folding folding) {
    // A row's own fold is left out as well when a feature uses the label.
    int least = usesLabel() ? 2 : 1;
    checkArgument(
        folding.variants().stream().allMatch(heldOut -> trainingFolds(folding, heldOut) >= least),
        "The plan can't be fitted with %s folds: %s. Take at least %s.",
        folding.folds(),
        usesLabel()
            ? "features that use the label are fitted with two of the folds left out"
            : "with one left out there must be another",
        least + 1);
  }

  private static long trainingFolds(Folding folding, OptionalInt heldOut) {
    return IntStream.range(0, folding.blocks()).filter(fold -> folding.sees(heldOut, fold)).count();
  }

  /** The passes that fitting takes. */
  List<Pass> passList() {
    var passes = new ArrayList<Pass>();
    passes.add(new FeaturePass(this));
    boolean known = false;
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      if (!known) {
        passes.add(new StatisticsPass(steps, i));
      }
      if (step instanceof RowStep<?> rowStep) {
        passes.add(rowPass(i, rowStep));
      }
      known = !step.changesValues();
    }
    return passes;
  }

  private <A extends Accumulator<A>> Pass rowPass(int position, RowStep<A> step) {
    return new RowPass<>(steps, position, step);
  }

  /** As JSON; {@link #fromJson} reads it. */
  public JsonNode toJson() {
    var node = FeatureJson.MAPPER.createObjectNode();
    var encode = node.putArray("encode");
    features.forEach(feature -> encode.add(FeatureJson.write(feature)));
    var then = node.putArray("then");
    steps.forEach(step -> then.add(FeatureJson.write(step)));
    return node;
  }

  /**
   * Reads a plan from JSON, or from YAML read by Jackson.
   *
   * @throws IllegalArgumentException when a feature, a step or an option is not known, an option is
   *     missing, or two features write a column of the same name
   */
  public static FeaturePlan fromJson(JsonNode node) {
    node.fieldNames()
        .forEachRemaining(
            name ->
                checkArgument(
                    name.equals("encode") || name.equals("then"),
                    "A feature plan has no '%s'; it has [encode, then].",
                    name));
    var features = new ArrayList<Feature<?>>();
    for (var entry : node.path("encode")) {
      for (Feature<?> feature : FeatureJson.readSpecifications(entry, Feature.class)) {
        features.add(feature);
      }
    }
    var steps = new ArrayList<Step>();
    for (var entry : node.path("then")) {
      steps.addAll(FeatureJson.readSpecifications(entry, Step.class));
    }
    return of(features).then(steps);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeaturePlan that
        && features.equals(that.features)
        && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return 31 * features.hashCode() + steps.hashCode();
  }

  @Override
  public String toString() {
    return "FeaturePlan" + toJson();
  }
}
