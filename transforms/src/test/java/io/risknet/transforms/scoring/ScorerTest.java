package io.risknet.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.PathBundleStore;
import io.risknet.transforms.bundle.StoredModel;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.calibration.Calibration;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.calibration.PriorCorrection;
import io.risknet.transforms.cleaning.CleaningRules.Violation;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {
  private static final RecordBatch RAW = TestBundles.raw(300, 11);

  private static ModelBundle bundle;
  private static Scorer scorer;
  private static ScoredBatch scored;

  @BeforeAll
  static void train() throws Exception {
    bundle = TestBundles.bundle();
    scorer = Scorer.of(bundle);
    scored = scorer.score(RAW);
  }

  /** A row as a file would hold it. */
  private static Map<String, String> loan(RecordBatch batch, int row) {
    var loan = new HashMap<String, String>();
    for (var column : batch.schema().columns()) {
      loan.put(column.name(), batch.column(column.name()).text(row));
    }
    return loan;
  }

  @Test
  void aBatchIsCleanedEncodedAndPredicted() {
    var clean = TestBundles.RULES.clean(RAW).batch();
    var expected =
        bundle
            .model()
            .predictor(bundle.features().names())
            .predict(bundle.features().encode(clean));

    assertThat(scored.clean()).isEqualTo(clean);
    assertThat(scored.probabilities().size()).isEqualTo(expected.length);
    for (int row = 0; row < expected.length; row++) {
      assertThat((float) scored.probabilities().get(row)).isEqualTo(expected[row]);
    }
    assertThat(Doubles.asList(scored.probabilities().values())).allMatch(p -> p > 0 && p < 1);
  }

  @Test
  void theScoresHaveIdProbabilityAndLabel() {
    assertThat(scored.scores().schema().columns())
        .extracting(ColumnSchema::name)
        .containsExactly("loan", "default", "probability");
    assertThat(
            scorer.score(RAW.without(List.of("default", "servicer"))).scores().schema().columns())
        .extracting(ColumnSchema::name)
        .containsExactly("loan", "probability");
  }

  @Test
  void columnsThatAreAskedForAreKeptWhereTheInputHasThem() {
    var kept = scored.scores(List.of("servicer", "absent"));

    assertThat(kept.schema().columns())
        .extracting(ColumnSchema::name)
        .containsExactly("loan", "servicer", "default", "probability");
    assertThat(kept.column("servicer")).isEqualTo(scored.clean().column("servicer"));
    assertThat(kept.without(List.of("servicer"))).isEqualTo(scored.scores());
  }

  @Test
  void rowsThatBreakARuleAreReportedAndNotScored() {
    assertThat(scored.rejected()).isNotEmpty();
    assertThat(scored.clean().rows() + scored.rejected().size()).isEqualTo(RAW.rows());
    for (var violation : scored.rejected()) {
      assertThat(RAW.numeric("dti").get(violation.row())).isGreaterThan(65);
      assertThat(violation.column()).isEqualTo("dti");
    }
  }

  /** 70 breaks a rule, 999 and 9999 stand for missing; the second row lacks both. */
  @Test
  void rowsThatLackWhatTheModelNeedsAreReportedByColumnAndNotScored() {
    var numbers = RAW.take(new int[] {0, 1, 2, 3, 4});
    var raw =
        numbers
            .with(numbers.schema().column("dti"), NumericColumn.of(40, 999, 70, 30, 999))
            .with(numbers.schema().column("score"), NumericColumn.of(640, 9999, 640, 9999, 700));
    var linear = Scorer.of(TestBundles.linear());
    var result = linear.score(raw, 1);
    var lacks = "the model can't take a missing value";

    assertThat(result.rejected())
        .containsExactly(
            new Violation(2, "dti", "70 is above 65", "70", true),
            new Violation(1, "score", lacks, "9999", true),
            new Violation(3, "score", lacks, "9999", true),
            new Violation(4, "dti", lacks, "999", true));
    assertThat(result.scores()).isEqualTo(linear.score(raw.take(new int[] {0}), 1).scores());
  }

  @Test
  void aLoanThatLacksWhatTheModelNeedsIsRefusedByItsColumn() {
    var linear = Scorer.of(TestBundles.linear());

    assertThat(linear.score(Map.of("dti", "40", "score", "640"))).isBetween(0.0, 1.0);
    assertThatThrownBy(() -> linear.score(Map.of("score", "640")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The loan can't be scored because of its column 'dti': the model can't take a missing"
                + " value.");
  }

  @Test
  void oneLoanScoresAsItDoesInABatch() {
    var rejected = scored.rejected().stream().map(Violation::row).toList();
    int next = 0;
    for (int row = 0; row < RAW.rows(); row++) {
      if (!rejected.contains(row)) {
        assertThat(scorer.score(loan(RAW, row))).isEqualTo(scored.probabilities().get(next++));
      }
    }
    assertThat(next).isEqualTo(scored.clean().rows());
  }

  @Test
  void whatIsAbsentOrBlankOrStandsForMissingIsMissing() {
    double allMissing = scorer.score(Map.of());

    assertThat(scorer.score(Map.of("dti", "", "score", "  ", "channel", " ", "first_payment", " ")))
        .isEqualTo(allMissing);
    // 999 and 9 by the cleaning rules, NA by the texts that the bundle takes for missing.
    assertThat(scorer.score(Map.of("dti", "999", "score", "NA", "channel", "9")))
        .isEqualTo(allMissing);
    assertThat(scorer.score(Map.of("dti", "0"))).isNotEqualTo(allMissing);
  }

  @Test
  void numbersAndMonthsHaveTheFormsOfTheReader() {
    double expected = scorer.score(Map.of("score", "640.5"));

    for (var text : List.of(" 640.5", "+640.5", "6405e-1", "640.50\t")) {
      assertThat(scorer.score(Map.of("score", text))).isEqualTo(expected);
    }
    for (var month : List.of("202401", "2024-01", "2024-01-31", "NA")) {
      assertThat(scorer.score(Map.of("score", "640.5", "first_payment", month)))
          .isEqualTo(expected);
    }
  }

  @Test
  void aLoanThatCannotBeScoredIsRefusedWithASentence() {
    assertRefused("credit", "712", "no column 'credit'", "[loan, dti, score");
    assertRefused("score", "7l2", "In column 'score' '7l2' is no number; mend it");
    assertRefused("score", "0x1p3", "is no number");
    assertRefused("score", "1.2.3", "is no number");
    assertRefused("score", "\u2003640", "is no number");
    assertRefused("first_payment", "202413", "In column 'first_payment' '202413'");
    assertRefused("first_payment", "2009-01-99", "is no month");
    assertRefused("first_payment", "soon", "is no month (YYYYMM, YYYY-MM or YYYY-MM-DD)");
    assertRefused("dti", "66", "because of its column 'dti': 66 is above 65");
  }

  private static void assertRefused(String column, String text, String... sentences) {
    var thrown = assertThatThrownBy(() -> scorer.score(Map.of(column, text)));
    thrown.isInstanceOf(IllegalArgumentException.class);
    for (var sentence : sentences) {
      thrown.hasMessageContaining(sentence);
    }
  }

  @Test
  void anInputWithoutANeededColumnIsRefusedByItsName() {
    assertThatThrownBy(() -> scorer.score(RAW.without(List.of("score"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'score'");
  }

  @Test
  void noRowsGiveNoScores() {
    var none = scorer.score(RAW.take(new int[0]));

    assertThat(none.scores().rows()).isZero();
    assertThat(none.rejected()).isEmpty();
  }

  @Test
  void manyThreadsGetTheSameScores() throws Exception {
    var fresh = Scorer.of(bundle);
    var pool = Executors.newFixedThreadPool(8);
    var results = new ArrayList<Future<Boolean>>();
    for (int thread = 0; thread < 8; thread++) {
      results.add(
          pool.submit(
              () -> {
                boolean equal = true;
                for (int round = 0; round < 40; round++) {
                  equal &= fresh.score(RAW).equals(scored);
                  equal &= fresh.score(Map.of("dti", "40")) == scorer.score(Map.of("dti", "40"));
                }
                return equal;
              }));
    }
    for (var result : results) {
      assertThat(result.get()).isTrue();
    }
    pool.shutdown();
  }

  @Test
  void aLoadedScorerScoresTheSame(@TempDir Path directory) throws Exception {
    bundle.save(PathBundleStore.of(directory));

    assertThat(Scorer.load(directory).score(RAW)).isEqualTo(scored);
  }

  @Test
  void anExplanationAddsUpToTheLogOddsOfTheProbability() {
    for (int row = 0; row < 20; row++) {
      var loan = loan(RAW, row);
      if (!loan.get("dti").isEmpty() && Double.parseDouble(loan.get("dti")) > 65) {
        continue;
      }
      var explained = scorer.explain(loan);

      assertThat(explained.probability()).isEqualTo(scorer.score(loan));
      assertThat(1 / (1 + Math.exp(-explained.logOdds())))
          .isCloseTo(explained.probability(), within(1e-5));
    }
  }

  /** {@code channel} has a column for each of its values. */
  @Test
  void whatIsMadeOfOneColumnIsSummedUnderItsName() {
    var explained = scorer.explain(Map.of("score", "640", "channel", "R"));
    var contributions =
        bundle
            .model()
            .explainer(bundle.features().names())
            .contributions(bundle.features().encode(batchOf(Map.of("score", 640.0))));

    assertThat(bundle.features().names()).containsExactly("score", "dti", "channel=B", "channel=R");
    assertThat(explained.contributions().keySet()).containsExactly("score", "dti", "channel");
    assertThat(explained.contributions().get("channel"))
        .isCloseTo(contributions.get(0, 2) + contributions.get(0, 3), within(1e-6));
  }

  private static RecordBatch batchOf(Map<String, Double> numbers) {
    return RecordBatch.of(
        TableSchema.of(
            ColumnSchema.numeric("score"),
            ColumnSchema.numeric("dti"),
            ColumnSchema.categorical("channel")),
        NumericColumn.of(numbers.get("score")),
        NumericColumn.of(Double.NaN),
        CategoricalColumn.of("R"));
  }

  @Test
  void reasonsAreTheLargestAdverseContributions() {
    var explained =
        new Explanation(0.5, 0, ImmutableMap.of("a", 0.1, "b", -2.0, "c", 0.7, "d", 0.1, "e", 0.0));

    assertThat(explained.reasons(2)).containsExactly("c", "a");
    assertThat(explained.reasons(9)).containsExactly("c", "a", "d");
    assertThat(explained.reasons(0)).isEmpty();
  }

  @Test
  void aBatchHasTheReasonsOfItsLoans() {
    var withReasons = scorer.score(RAW, 3);
    var rejected = scored.rejected().stream().map(Violation::row).toList();
    int next = 0;
    for (int row = 0; row < RAW.rows(); row++) {
      if (!rejected.contains(row)) {
        var expected = new ArrayList<>(scorer.explain(loan(RAW, row)).reasons(3));
        expected.addAll(Collections.nCopies(3 - expected.size(), ""));
        int at = next++;
        assertThat(withReasons.reasons().stream().map(column -> column.text(at)))
            .containsExactlyElementsOf(expected);
      }
    }
    assertThat(withReasons.scores().without(List.of("reason1", "reason2", "reason3")))
        .isEqualTo(scored.scores());
  }

  @Test
  void probabilitiesAreCalibratedAsTheBundleSays() {
    var calibrated =
        Scorer.of(bundle.withCalibration(Calibration.of(new PriorCorrection(0.1)))).score(RAW);

    for (int row = 0; row < calibrated.probabilities().size(); row++) {
      double p = scored.probabilities().get(row);
      assertThat(calibrated.probabilities().get(row))
          .isCloseTo(0.1 * p / (0.1 * p + 1 - p), within(1e-12));
    }
  }

  @Test
  void pointsAreThoseOfTheCalibratedProbability(@TempDir Path directory) throws Exception {
    var scale = new PointsScale(600, 50, 20);
    bundle
        .withCalibration(Calibration.of(new PriorCorrection(0.1)))
        .withPoints(scale)
        .save(PathBundleStore.of(directory));
    var loaded = Scorer.load(directory);
    var batch = loaded.score(RAW);

    for (int row = 0; row < batch.clean().rows(); row++) {
      double p = batch.probabilities().get(row);
      double points = 600 + 20 * (Math.log((1 - p) / p / 50) / Math.log(2));
      assertThat(batch.points().orElseThrow().get(row)).isCloseTo(points, within(0.006));
    }
    assertThat(batch.scores().schema().columns())
        .extracting(ColumnSchema::name)
        .containsExactly("loan", "default", "probability", "points");
    var loan = Map.of("score", "640");
    assertThat(loaded.points(loan)).hasValue(scale.points(loaded.score(loan)));
  }

  @Test
  void withoutAScaleThereAreNoPoints() {
    assertThat(scored.points()).isEmpty();
    assertThat(scorer.points(Map.of("score", "640"))).isEmpty();
  }

  @Test
  void aModelThatIsNoBoosterScoresThroughTribuo() {
    var model = StoredModel.ofTribuo(bundle.model().toTribuo());
    var tribuo =
        Scorer.of(
            ModelBundle.of(
                bundle.schema(), bundle.cleaning(), bundle.features(), model, bundle.provenance()));

    assertThat(tribuo.score(RAW)).isEqualTo(scored);
  }
}
