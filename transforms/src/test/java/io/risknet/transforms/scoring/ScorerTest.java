package io.risknet.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Doubles;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.bundle.PathBundleStore;
import io.risknet.transforms.bundle.StoredModel;
import io.risknet.transforms.bundle.TestBundles;
import io.risknet.transforms.cleaning.CleaningRules.Violation;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import java.nio.file.Path;
import java.util.ArrayList;
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
  void rowsThatBreakARuleAreReportedAndNotScored() {
    assertThat(scored.rejected()).isNotEmpty();
    assertThat(scored.clean().rows() + scored.rejected().size()).isEqualTo(RAW.rows());
    for (var violation : scored.rejected()) {
      assertThat(RAW.numeric("dti").get(violation.row())).isGreaterThan(65);
      assertThat(violation.column()).isEqualTo("dti");
    }
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
  void aModelThatIsNoBoosterScoresThroughTribuo() {
    var model = StoredModel.ofTribuo(bundle.model().toTribuo());
    var tribuo =
        Scorer.of(
            ModelBundle.of(
                bundle.schema(), bundle.cleaning(), bundle.features(), model, bundle.provenance()));

    assertThat(tribuo.score(RAW)).isEqualTo(scored);
  }
}
