package io.risknet.transforms.features;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A plan fitted for cross-validation, refit and scoring at once, so that no row is ever encoded
 * with its own label, nor with anything of the fold that is held out against it. Immutable plain
 * Java, no Beam; JSON.
 *
 * <p>With fold {@code h} held out, a feature that uses the label encodes
 *
 * <ul>
 *   <li>the rows of {@code h} as learnt from the training folds: all but {@code h} or, when folds
 *       follow one another in time, those before it ({@link Folding#sees}),
 *   <li>a training row of fold {@code j} as learnt from the training folds but {@code j},
 * </ul>
 *
 * and for the refit, with none held out, a training row of fold {@code j} as learnt from all folds
 * but {@code j}. Validation, test and scoring use what all folds taught. A feature that does not
 * use the label has one fit for all of these, on all training folds: otherwise its codes, ranks and
 * columns would mean different things in different rows. Steps are fitted for each {@code h}, and
 * for the refit, on the training rows as encoded so.
 *
 * <pre>{@code
 * var out = FloatMatrix.of(batch.rows(), fits.names(OptionalInt.of(2)).size());
 * fits.writeTraining(batch, OptionalInt.of(2), out);    // rows of the folds but 2
 * var heldOut = fits.heldOut(2).encode(batchOfFold2);   // the same columns
 * }</pre>
 */
public final class FeatureFits {
  private static final int FORMAT = 1;

  private final Folding folding;
  private final ImmutableList<CrossFit> encoders;

  /** For each step its fits: for the refit, then with each fold held out. */
  private final ImmutableList<ImmutableList<FittedStep>> steps;

  private final FittedFeatures total;
  private final ImmutableList<FittedFeatures> heldOut;

  /** Encoders of training rows: for the refit, then with each fold held out; by the rows' fold. */
  private final ImmutableList<ImmutableList<FittedFeatures>> training;

  private FeatureFits(Folding folding, List<CrossFit> encoders, List<List<FittedStep>> steps) {
    this.folding = folding;
    this.encoders = ImmutableList.copyOf(encoders);
    this.steps = steps.stream().map(ImmutableList::copyOf).collect(toImmutableList());
    this.total = encode(encoder -> encoder.total(), OptionalInt.empty());
    this.heldOut =
        folding.heldOutFolds().stream()
            .map(fold -> encode(fits -> fits.heldOut(folding, fold), OptionalInt.of(fold)))
            .collect(toImmutableList());
    this.training =
        folding.variants().stream().map(this::trainingEncoders).collect(toImmutableList());
  }

  static FeatureFits of(Folding folding, List<CrossFit> encoders, List<List<FittedStep>> steps) {
    return new FeatureFits(folding, encoders, steps);
  }

  /** Position among {@link Folding#variants}. */
  int position(OptionalInt variant) {
    if (variant.isEmpty()) {
      return 0;
    }
    int fold = variant.getAsInt();
    checkArgument(
        folding.evaluates(fold),
        "Fold %s is never held out; those that are: %s.",
        fold,
        folding.heldOutFolds());
    return fold + 1;
  }

  private FittedFeatures encode(Function<CrossFit, Fitted> choice, OptionalInt variant) {
    return FittedFeatures.of(
        encoders.stream().map(choice).toList(),
        steps.stream().map(fits -> fits.get(position(variant))).toList());
  }

  private ImmutableList<FittedFeatures> trainingEncoders(OptionalInt variant) {
    return IntStream.range(0, folding.blocks())
        .mapToObj(
            fold ->
                folding.sees(variant, fold)
                    ? encode(encoder -> encoder.training(folding, variant, fold), variant)
                    : heldOut(variant.getAsInt()))
        .collect(toImmutableList());
  }

  /** The folds of the training rows, and what is learnt from which. */
  public Folding folding() {
    return folding;
  }

  /** Encodes the rows that nothing was fitted on: validation, test, and those to be scored. */
  public FittedFeatures total() {
    return total;
  }

  /**
   * Encodes the rows of a held-out fold, with nothing learnt from them.
   *
   * @throws IllegalArgumentException when the fold is never held out
   */
  public FittedFeatures heldOut(int fold) {
    return heldOut.get(position(OptionalInt.of(fold)) - 1);
  }

  /**
   * Names of the columns of training rows, and of the rows they are to be compared with.
   *
   * @param heldOut the fold held out; empty for the refit, whose columns are those of {@link
   *     #total}
   */
  public List<String> names(OptionalInt heldOut) {
    return heldOut.isPresent() ? heldOut(heldOut.getAsInt()).names() : total.names();
  }

  /**
   * Writes training rows: row {@code i} of the batch to row {@code i} of the matrix.
   *
   * @param batch rows of any folds that may be learnt from, with the fold column
   * @param heldOutFold the fold held out; empty for the refit
   * @param out of as many rows, and of a column for each of {@link #names}
   * @throws IllegalArgumentException when a row is none to learn from, or the matrix does not fit
   */
  public void writeTraining(RecordBatch batch, OptionalInt heldOutFold, FloatMatrix out) {
    for (var part : FoldRows.of(batch, folding)) {
      checkArgument(
          folding.sees(heldOutFold, part.fold()),
          "A row of fold %s was given as a training row, which it is not while fold %s is held out;"
              + " leave it out.",
          part.fold(),
          heldOutFold.orElse(-1));
      var encoder = training(heldOutFold, part.fold());
      if (part.isWhole(batch)) {
        encoder.write(batch, out);
      } else {
        var encoded = encoder.encode(part.batch());
        for (int row = 0; row < encoded.rows(); row++) {
          encoded.copyRow(row, out, part.positions().get(row));
        }
      }
    }
  }

  /** The encoder of the training rows of a fold. */
  FittedFeatures training(OptionalInt heldOutFold, int fold) {
    return training.get(position(heldOutFold)).get(fold);
  }

  /** The same features with one more step, fitted for the refit and for each fold held out. */
  FeatureFits with(List<FittedStep> step) {
    return new FeatureFits(
        folding,
        encoders,
        ImmutableList.<List<FittedStep>>builder().addAll(steps).add(step).build());
  }

  /**
   * This, once all steps are fitted.
   *
   * @throws IllegalArgumentException when steps have left no column, for the refit or a fold held
   *     out
   */
  FeatureFits checkColumns() {
    folding.variants().stream()
        .filter(heldOutFold -> names(heldOutFold).isEmpty())
        .forEach(
            heldOutFold -> {
              throw new IllegalArgumentException(
                  "The steps of the feature plan leave no column, as they dropped %s; loosen them."
                      .formatted(training(heldOutFold, 0).dropped()));
            });
    return this;
  }

  /** Number of steps fitted. */
  int steps() {
    return steps.size();
  }

  /** As JSON; {@link #fromJson} reads it. */
  @JsonValue
  public JsonNode toJson() {
    var node = FeatureJson.MAPPER.createObjectNode();
    node.put("format", FORMAT).put("folds", folding.folds());
    // Stratified folds are told by their number alone, as they were before there were others: the
    // fingerprint of the fits, and so the ledger, goes by this text.
    if (!folding.equals(Folding.of(folding.folds()))) {
      node.set("folding", FeatureJson.MAPPER.valueToTree(folding));
    }
    var encoderNodes = node.putArray("encoders");
    encoders.forEach(encoder -> encoderNodes.add(encoder.toJson()));
    var stepNodes = node.putArray("steps");
    for (var fits : steps) {
      var fitNodes = stepNodes.addArray();
      fits.forEach(fit -> fitNodes.add(FeatureJson.write(fit)));
    }
    return node;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is of another format, or of a feature that is not
   *     known
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static FeatureFits fromJson(JsonNode node) {
    FeatureJson.checkFormat(node, FORMAT, "feature fits");
    var encoders = new ArrayList<CrossFit>();
    node.path("encoders").forEach(each -> encoders.add(CrossFit.fromJson(each)));
    var steps = new ArrayList<List<FittedStep>>();
    for (var fitNodes : node.path("steps")) {
      var fits = new ArrayList<FittedStep>();
      fitNodes.forEach(each -> fits.add(FeatureJson.readFitted(each, FittedStep.class)));
      steps.add(fits);
    }
    var folding =
        node.has("folding")
            ? FeatureJson.MAPPER.convertValue(node.get("folding"), Folding.class)
            : Folding.of(node.path("folds").asInt());
    return of(folding, encoders, steps);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureFits that
        && folding.equals(that.folding)
        && encoders.equals(that.encoders)
        && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return Objects.hash(folding, encoders, steps);
  }

  @Override
  public String toString() {
    return "FeatureFits of " + folding + total.names();
  }
}
