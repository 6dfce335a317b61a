package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.splits.Folds;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoding is compared with features fitted from scratch on exactly the rows it may know. */
class CrossFittingTest {
  private static final int FOLDS = 4;
  private static final RecordBatch ROWS = Loans.folded(Loans.of(400, 21), FOLDS, 22);
  private static final List<Feature<?>> FEATURES =
      List.of(
          Numeric.of("dti"),
          Numeric.of("ltv"),
          Numeric.of("cltv"),
          Numeric.of("rare"),
          Impute.mean("dti"),
          MissingIndicator.of("ltv"),
          OrdinalEncode.of("state"),
          MeanEncode.of("state"),
          MeanEncode.of("seller"),
          OneHot.of("servicer"));
  private static final List<Step> STEPS =
      List.of(
          DropByMissingRatio.of(), DropByVariance.of(), DropByCorrelation.of(), StandardScale.of());
  private static final FeatureFits FITS =
      FeaturePlan.of(FEATURES).then(STEPS).fit(Loans.sharded(ROWS, 7, 23), FOLDS);

  static List<OptionalInt> heldOut() {
    return FeatureFits.variants(FOLDS).toList();
  }

  @ParameterizedTest
  @MethodSource("heldOut")
  void trainingRowsAreEncodedWithoutTheirFoldAndTheOneHeldOut(OptionalInt heldOut) {
    var rows = training(heldOut);
    var expected = steps(heldOut).encode(encodedFromScratch(heldOut));
    var written = FloatMatrix.of(rows.rows(), FITS.names(heldOut).size());
    FITS.writeTraining(rows, heldOut, written);

    assertThat(FITS.names(heldOut)).isEqualTo(steps(heldOut).names());
    assertThat(written.values()).isEqualTo(expected.values());
  }

  @ParameterizedTest
  @MethodSource("heldOut")
  void heldOutRowsAreEncodedWithoutTheirFold(OptionalInt heldOut) {
    var encoders = fitted(FEATURES, without(heldOut));
    var rows =
        heldOut.isPresent() ? Loans.onlyFolds(ROWS, List.of(heldOut.getAsInt())) : Loans.of(50, 24);
    var actual = heldOut.isPresent() ? FITS.heldOut(heldOut.getAsInt()) : FITS.total();

    assertThat(actual.encode(rows).values())
        .isEqualTo(steps(heldOut).encode(table(encoders, rows)).values());
  }

  @Test
  void theLabelsOfAFoldChangeNothingInItsOwnEncoding() {
    // Turn the labels of fold 2 around: its rows must be encoded as before, whatever is held out.
    var labels = ROWS.numeric("default").values().clone();
    for (int row = 0; row < labels.length; row++) {
      labels[row] = Folds.of(ROWS, row) == 2 ? 1 - labels[row] : labels[row];
    }
    var turned = ROWS.with(ColumnSchema.label("default"), NumericColumn.of(labels));
    var plan = FeaturePlan.of(FEATURES);
    var before = plan.fit(List.of(ROWS), FOLDS);
    var after = plan.fit(List.of(turned), FOLDS);

    for (var heldOut : heldOut()) {
      if (!heldOut.equals(OptionalInt.of(2))) {
        assertThat(after.training(heldOut, 2)).isEqualTo(before.training(heldOut, 2));
        assertThat(after.training(heldOut, (2 + 1) % FOLDS))
            .isNotEqualTo(before.training(heldOut, (2 + 1) % FOLDS));
      }
    }
    assertThat(after.heldOut(2)).isEqualTo(before.heldOut(2));
  }

  @Test
  void rowsOfAHeldOutFoldTeachNothing() {
    // Other rows in fold 1: all that is known with fold 1 held out must stay.
    var others = new ArrayList<RecordBatch>();
    others.add(Loans.onlyFolds(ROWS, List.of(0, 2, 3)));
    others.add(Folds.assign(Loans.of(77, 99), NumericColumn.constant(1, 77)));
    var changed = FeaturePlan.of(FEATURES).then(STEPS).fit(others, FOLDS);

    assertThat(changed.heldOut(1)).isEqualTo(FITS.heldOut(1));
    for (int fold : List.of(0, 2, 3)) {
      assertThat(changed.training(OptionalInt.of(1), fold))
          .isEqualTo(FITS.training(OptionalInt.of(1), fold));
    }
  }

  @Test
  void refusesHeldOutRowsAsTrainingRows() {
    var out = FloatMatrix.of(ROWS.rows(), FITS.names(OptionalInt.of(1)).size());

    assertThatThrownBy(() -> FITS.writeTraining(ROWS, OptionalInt.of(1), out))
        .hasMessageContaining("A row of fold 1 was given as a training row");
  }

  @Test
  void batchesOfOneFoldAndOfSeveralAreWrittenAlike() {
    var mixed = FloatMatrix.of(ROWS.rows(), FITS.total().names().size());
    FITS.writeTraining(ROWS, OptionalInt.empty(), mixed);

    for (int fold = 0; fold < FOLDS; fold++) {
      int wanted = fold;
      var positions =
          IntStream.range(0, ROWS.rows()).filter(row -> Folds.of(ROWS, row) == wanted).toArray();
      var one = FloatMatrix.of(positions.length, mixed.columns());
      FITS.writeTraining(ROWS.take(positions), OptionalInt.empty(), one);
      var expected = FloatMatrix.of(positions.length, mixed.columns());
      for (int row = 0; row < positions.length; row++) {
        mixed.copyRow(positions[row], expected, row);
      }
      assertThat(one.values()).isEqualTo(expected.values());
    }
  }

  @Test
  void fitsSurviveJson() throws Exception {
    var json = FITS.toJson().toString();
    var read = FeatureFits.fromJson(FeatureJson.MAPPER.readTree(json));

    assertThat(read).isEqualTo(FITS);
    assertThat(read.toJson()).hasToString(json);
  }

  private static List<Integer> without(OptionalInt... left) {
    var folds = new ArrayList<>(IntStream.range(0, FOLDS).boxed().toList());
    for (var fold : left) {
      fold.ifPresent(gone -> folds.remove(Integer.valueOf(gone)));
    }
    return folds;
  }

  private static RecordBatch training(OptionalInt heldOut) {
    return Loans.onlyFolds(ROWS, without(heldOut));
  }

  private static List<Fitted> fitted(List<Feature<?>> features, List<Integer> folds) {
    var fitted = new ArrayList<Fitted>();
    for (var feature : features) {
      fitted.add(Tables.fit(feature, Loans.onlyFolds(ROWS, folds)));
    }
    return fitted;
  }

  /** The training rows with a fold held out, row by row as fitted from scratch for their fold. */
  private static RecordBatch encodedFromScratch(OptionalInt heldOut) {
    var rows = training(heldOut);
    var encoded = new RecordBatch[FOLDS];
    var batches = new ArrayList<RecordBatch>();
    for (int fold : without(heldOut)) {
      var knowing = fitted(FEATURES, without(heldOut));
      var blind = fitted(FEATURES, without(heldOut, OptionalInt.of(fold)));
      var mixed = new ArrayList<Fitted>();
      for (int i = 0; i < FEATURES.size(); i++) {
        mixed.add(FEATURES.get(i) instanceof MeanEncode ? blind.get(i) : knowing.get(i));
      }
      encoded[fold] = table(mixed, rows);
    }
    for (int row = 0; row < rows.rows(); row++) {
      batches.add(encoded[Folds.of(rows, row)].take(new int[] {row}));
    }
    return RecordBatch.concat(batches);
  }

  /** The steps, fitted without any folds on exactly these rows. */
  private static FittedFeatures steps(OptionalInt heldOut) {
    return Tables.steps(encodedFromScratch(heldOut), STEPS.toArray(Step[]::new));
  }

  private static RecordBatch table(List<Fitted> encoders, RecordBatch rows) {
    var features = FittedFeatures.of(encoders, List.of());
    var columns = new ArrayList<Column>();
    for (var values : Tables.columns(features.encode(rows))) {
      columns.add(
          NumericColumn.of(
              IntStream.range(0, values.length).mapToDouble(row -> values[row]).toArray()));
    }
    return RecordBatch.of(
        TableSchema.of(features.names().stream().map(ColumnSchema::numeric).toList()), columns);
  }
}
