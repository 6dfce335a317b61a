package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.splits.Folding;
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
          OneHot.of("servicer"),
          WeightOfEvidence.of("dti").withBins(5),
          WeightOfEvidence.of("state"));
  private static final List<Step> STEPS =
      List.of(
          DropByMissingRatio.of(), DropByVariance.of(), DropByCorrelation.of(), StandardScale.of());
  private static final int FOLDS = 4;
  private static final RecordBatch ROWS = Loans.folded(Loans.of(400, 21), FOLDS, 22);
  private static final FeatureFits FITS = fits(ROWS, Folding.of(FOLDS));

  /**
   * In the order of time the folds are 3, 4, 0, 1, 2, of which the first two are never held out.
   */
  private static final Folding BY_TIME = new Folding.Forward(3);

  private static final RecordBatch ROWS_BY_TIME = Loans.folded(Loans.of(400, 31), 5, 32);
  private static final FeatureFits FITS_BY_TIME = fits(ROWS_BY_TIME, BY_TIME);

  /** The rows that may be learnt from while a fold is held out, told one by one. */
  private record Case(
      FeatureFits fits, RecordBatch all, OptionalInt heldOut, List<Integer> training) {
    RecordBatch rows() {
      return Loans.onlyFolds(all, training);
    }

    @Override
    public String toString() {
      return fits.folding() + " " + heldOut + " from " + training;
    }
  }

  static List<Case> cases() {
    var refit = OptionalInt.empty();
    return List.of(
        new Case(FITS, ROWS, refit, List.of(0, 1, 2, 3)),
        new Case(FITS, ROWS, OptionalInt.of(0), List.of(1, 2, 3)),
        new Case(FITS, ROWS, OptionalInt.of(1), List.of(0, 2, 3)),
        new Case(FITS, ROWS, OptionalInt.of(2), List.of(0, 1, 3)),
        new Case(FITS, ROWS, OptionalInt.of(3), List.of(0, 1, 2)),
        new Case(FITS_BY_TIME, ROWS_BY_TIME, refit, List.of(0, 1, 2, 3, 4)),
        new Case(FITS_BY_TIME, ROWS_BY_TIME, OptionalInt.of(0), List.of(3, 4)),
        new Case(FITS_BY_TIME, ROWS_BY_TIME, OptionalInt.of(1), List.of(3, 4, 0)),
        new Case(FITS_BY_TIME, ROWS_BY_TIME, OptionalInt.of(2), List.of(3, 4, 0, 1)));
  }

  private static FeatureFits fits(RecordBatch rows, Folding folding) {
    return FeaturePlan.of(FEATURES).then(STEPS).fit(Loans.sharded(rows, 7, 23), folding);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingRowsAreEncodedWithoutTheirFoldAndWhatIsHeldOut(Case given) {
    var fits = given.fits();
    var expected = steps(given).encode(encodedFromScratch(given));
    var written = FloatMatrix.of(given.rows().rows(), fits.names(given.heldOut()).size());
    fits.writeTraining(given.rows(), given.heldOut(), written);

    assertThat(fits.names(given.heldOut())).isEqualTo(steps(given).names());
    assertThat(written.values()).isEqualTo(expected.values());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void heldOutRowsAreEncodedByTheTrainingRows(Case given) {
    var encoders = fitted(given.rows());
    var heldOut = given.heldOut();
    var rows =
        heldOut.isPresent()
            ? Loans.onlyFolds(given.all(), List.of(heldOut.getAsInt()))
            : Loans.of(50, 24);
    var actual =
        heldOut.isPresent() ? given.fits().heldOut(heldOut.getAsInt()) : given.fits().total();

    assertThat(actual.encode(rows).values())
        .isEqualTo(steps(given).encode(table(encoders, rows)).values());
  }

  @Test
  void laterRowsTeachNothing() {
    // Other rows in fold 1 and in the later fold 2: all that is known with 0 or 1 held out stays.
    var others = new ArrayList<RecordBatch>();
    others.add(Loans.onlyFolds(ROWS_BY_TIME, List.of(3, 4, 0)));
    others.add(Folds.assign(Loans.of(77, 99), NumericColumn.constant(1, 77)));
    others.add(Folds.assign(Loans.of(66, 98), NumericColumn.constant(2, 66)));
    var changed = FeaturePlan.of(FEATURES).then(STEPS).fit(others, BY_TIME);

    for (int heldOut : List.of(0, 1)) {
      assertThat(changed.heldOut(heldOut)).isEqualTo(FITS_BY_TIME.heldOut(heldOut));
      for (int fold : heldOut == 0 ? List.of(3, 4) : List.of(3, 4, 0)) {
        assertThat(changed.training(OptionalInt.of(heldOut), fold))
            .isEqualTo(FITS_BY_TIME.training(OptionalInt.of(heldOut), fold));
      }
    }
    assertThat(changed.heldOut(2)).isNotEqualTo(FITS_BY_TIME.heldOut(2));
  }

  @Test
  void refusesToHoldOutAFoldThatIsOnlyLearntFrom() {
    assertThatThrownBy(() -> FITS_BY_TIME.heldOut(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Fold 3 is never held out; those that are: [0, 1, 2].");
    assertThatThrownBy(() -> FITS_BY_TIME.names(OptionalInt.of(4)))
        .hasMessageStartingWith("Fold 4 is never held out");
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

    for (var heldOut : FITS.folding().variants()) {
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
  void refusesRowsOfALaterFoldAsTrainingRows() {
    var rows = Loans.onlyFolds(ROWS_BY_TIME, List.of(2));
    var out = FloatMatrix.of(rows.rows(), FITS_BY_TIME.names(OptionalInt.of(1)).size());

    assertThatThrownBy(() -> FITS_BY_TIME.writeTraining(rows, OptionalInt.of(1), out))
        .hasMessage(
            "A row of fold 2 was given as a training row, which it is not while fold 1 is held"
                + " out; leave it out.");
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
    for (var fits : List.of(FITS, FITS_BY_TIME, fits(ROWS, new Folding.Grouped(FOLDS, "state")))) {
      var json = fits.toJson().toString();
      var read = FeatureFits.fromJson(FeatureJson.MAPPER.readTree(json));

      assertThat(read).isEqualTo(fits);
      assertThat(read.folding()).isEqualTo(fits.folding());
      assertThat(read.toJson()).hasToString(json);
    }
  }

  @Test
  void theJsonOfStratifiedFitsIsAsItWasBeforeThereWereOtherFolds() {
    // The ids of trials follow from it: with another text no ledger would be found again.
    var json = FITS.toJson();

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("format", "folds", "encoders", "steps");
    assertThat(json.get("encoders").get(7).get("byFoldsLeftOut").fieldNames())
        .toIterable()
        .containsExactly("", "0", "0,1", "0,2", "0,3", "1", "1,2", "1,3", "2", "2,3", "3");
  }

  private static List<Fitted> fitted(RecordBatch rows) {
    var fitted = new ArrayList<Fitted>();
    for (var feature : FEATURES) {
      fitted.add(Tables.fit(feature, rows));
    }
    return fitted;
  }

  /** The training rows with a fold held out, row by row as fitted from scratch for their fold. */
  private static RecordBatch encodedFromScratch(Case given) {
    var rows = given.rows();
    var encoded = new RecordBatch[given.fits().folding().blocks()];
    var batches = new ArrayList<RecordBatch>();
    var knowing = fitted(rows);
    for (int fold : given.training()) {
      var others = given.training().stream().filter(other -> other != fold).toList();
      var blind = fitted(Loans.onlyFolds(rows, others));
      var mixed = new ArrayList<Fitted>();
      for (int i = 0; i < FEATURES.size(); i++) {
        var feature = FEATURES.get(i);
        boolean readsLabels = feature instanceof MeanEncode || feature instanceof WeightOfEvidence;
        mixed.add(readsLabels ? blind.get(i) : knowing.get(i));
      }
      encoded[fold] = table(mixed, rows);
    }
    for (int row = 0; row < rows.rows(); row++) {
      batches.add(encoded[Folds.of(rows, row)].take(new int[] {row}));
    }
    return RecordBatch.concat(batches);
  }

  /** The steps, fitted without any folds on exactly these rows. */
  private static FittedFeatures steps(Case given) {
    return Tables.steps(encodedFromScratch(given), STEPS.toArray(Step[]::new));
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
