package io.risknet.pipelines.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.run.OperatingPoint;
import io.risknet.pipelines.run.SearchOutcome;
import io.risknet.pipelines.run.Stability;
import io.risknet.pipelines.run.TestSearch;
import io.risknet.transforms.bundle.CardSection;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.evaluation.CutOff;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.profiling.TableProfile;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.Part;
import io.risknet.transforms.splits.SplitPlan;
import io.risknet.transforms.tuning.Objective;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CardSectionsTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(ColumnSchema.month("opened"), ColumnSchema.numeric("income"));
  private static final TableProfile TRAIN = TableProfile.of(List.of(rows(1, 1, 2, 3, 4)));

  /** One of two defaults has the highest of four scores, the other the third. */
  private static final ScoreDistribution TEST =
      ScoreDistribution.of(new double[] {0.1, 0.4, 0.3, 0.8}, new double[] {0, 0, 1, 1});

  private static final ScoreDistribution VALIDATION =
      ScoreDistribution.of(new double[] {0.1, 0.35, 0.36, 0.9}, new double[] {0, 1, 0, 1});

  private static final SampledNegatives SAMPLE = new SampledNegatives(0.1);

  private static final String NO_SPREAD =
      "| no limits: All samples of these rows give the same value, so nothing is known of its"
          + " spread. |";

  /** In no order. */
  private static final Map<String, Long> TALLIES =
      Map.of(
          "loans.lines", 90L,
          "loans.rejected", 7L,
          "labelled", 80L,
          "withoutPerformance", 3L,
          "immature", 1L,
          "duplicateMonths", 2L);

  private static final ScoreDistribution ONE_CLASS =
      ScoreDistribution.of(new double[] {0.1, 0.4}, new double[] {0, 0});

  @Test
  void theUseIsWhatTheSpecSays() {
    assertThat(section("Intended use", "Ranks loans.", "opened", TEST)).isEqualTo("Ranks loans.");
  }

  @Test
  void aUseThatIsNotStatedIsSaidToBeSo() {
    assertThat(section("Intended use", "", "opened", TEST)).startsWith("Not stated");
  }

  @Test
  void theWindowTellsMonthsRowsAndDefaultsOfEachPart() {
    assertThat(section("Data and window", "", "opened", TEST))
        .contains(
            "A default is bad.",
            "| part | opened | rows | defaults |",
            "| train | 200901 to 200904 | 8 | 3 |",
            "| test | 200911 to 200912 | 4 | 2 |");
  }

  @Test
  void whereTheModelHasLearntTheValidationRowsTheWindowSaysSo() {
    var search = new TestSearch().refitOn("train+validation").ended();

    assertThat(section("Data and window", sections("", "opened", TEST, search, Optional.empty())))
        .endsWith(
            "\n\nThe model was trained on the validation rows as well, so that no metrics are"
                + " told of them.");
    assertThat(section("Data and window", "", "opened", TEST)).doesNotContain("as well");
  }

  @Test
  void aPartWithoutRowsHasNoMonths() {
    assertThat(section("Data and window", "", "opened", TEST))
        .contains("| validation | no rows | 0 | 0 |");
  }

  @Test
  void aSplitByHashHasNoMonths() {
    assertThat(section("Data and window", "", "hash", TEST))
        .contains("| train | not by time | 8 | 3 |");
    assertThat(section("Limits", "", "hash", TEST)).contains("of the same time");
  }

  @Test
  void exclusionsAreCounted() {
    assertThat(section("Exclusions", "", "opened", TEST)).contains("| loans.rejected | 7 |");
  }

  @Test
  void exclusionsAreInTheOrderOfTheirNames() {
    assertThat(section("Exclusions", "", "opened", TEST))
        .endsWith(
            """
            | duplicateMonths | 2 |
            | immature | 1 |
            | labelled | 80 |
            | loans.lines | 90 |
            | loans.rejected | 7 |
            | withoutPerformance | 3 |""");
  }

  /**
   * By hand: of four pairs three are in order, half of the rows are defaults and the first is one,
   * and the rows' distances are 0.1, 0.4, 0.7 and 0.2.
   */
  @Test
  void metricsHaveTheirIntervals() {
    assertThat(section("Confidence intervals on the test part", "", "opened", TEST))
        .containsPattern("\\| rocAuc \\| 0\\.7500 \\| 0\\.\\d{4} \\| 1\\.0000 \\| 0\\.95 \\| ")
        .contains("| firstTenthLift | 2.0000 | ", "| expectedCalibrationError | 0.3500 | ")
        .endsWith("so that they may lie below the estimate.");
  }

  @Test
  void anIntervalThatIsNotDefinedSaysWhy() {
    assertThat(section("Confidence intervals on the test part", "", "opened", ONE_CLASS))
        .contains("| rocAuc | not defined | no limits: It needs rows of both classes; ")
        .doesNotContain("NaN");
  }

  @Test
  void anEstimateWithoutLimitsIsTold() {
    var labels = new double[20];
    Arrays.fill(labels, 10, 20, 1);
    var constantly = new double[20];
    Arrays.fill(constantly, 0.5);
    var perfect = ScoreDistribution.of(labels, labels);
    var constant = ScoreDistribution.of(constantly, labels);

    assertThat(section("Confidence intervals on the test part", "", "opened", perfect))
        .contains("| rocAuc | 1.0000 | no limits: ", "| ks | 1.0000 " + NO_SPREAD);
    assertThat(section("Confidence intervals on the test part", "", "opened", constant))
        .contains("| rocAuc | 0.5000 | no limits: ", "| ks | 0.0000 " + NO_SPREAD);
  }

  @Test
  void aColumnThatHasShiftedIsALimit() {
    assertThat(section("Limits", "", "opened", TEST))
        .contains("- income has shifted", "ends with 200911 to 200912", "only 2 defaults");
  }

  @Test
  void aModelThatMayLeakIsNotForUse() {
    assertThat(section("Limits", "", "opened", TEST))
        .startsWith("- It goes by what is known only after the decision: progress.")
        .doesNotContain("--leakageCheck", "declares");
  }

  @Test
  void aColumnThatIsDeclaredHonestIsALimit() {
    var search = new TestSearch().declaredHonest("income").ended();

    assertThat(section("Limits", sections("", "opened", TEST, search, Optional.empty())))
        .startsWith(
            "- It goes by what the leakage guard finds too good to be true: income."
                + " `--allowLeakage` declares it honest;")
        .doesNotContain("not for use");
  }

  @Test
  void thatColumnsWereNotCheckedIsALimit() {
    var search = new TestSearch().leakageCheck(Optional.of(false)).ended();

    assertThat(section("Limits", sections("", "opened", TEST, search, Optional.empty())))
        .startsWith(
            "- Whether a column is too good to be true was not checked, as `--leakageCheck=false`"
                + " asked.");
  }

  @Test
  void aTableWithAShareOfTheGoodCasesIsALimit() {
    assertThat(section("Limits", "", "opened", TEST))
        .contains(
            "\n- The table holds a share of 0.1 of the good cases. Metrics are of such rows, ");
  }

  @Test
  void theSelectedScoreIsHeldAgainstThatOfTheTest() {
    assertThat(section("Optimism of the search", "", "opened", TEST))
        .isEqualTo(
            """
            The best of 24 trials has rocAuc 0.8000 in cross-validation: a selected score, before any calibration as those below.
            The test part gives 0.7500; the selected score is better by 0.0500.""");
  }

  @Test
  void aTrialThatWasTakenForItsCostIsNotCalledTheBest() {
    var search = new TestSearch().wonBy("t6", 7).ended();

    assertThat(
            section(
                "Optimism of the search", sections("", "opened", TEST, search, Optional.empty())))
        .startsWith(
            "The cheapest of 24 trials within one standard error of the best, at place 7 of the"
                + " leaderboard, has rocAuc 0.8000 in cross-validation: a selected score, before any calibration as"
                + " those below.");
  }

  @Test
  void trialsThatTheSearchHadNoTimeForAreCounted() {
    var search = new TestSearch().lateTrials(5).ended();

    assertThat(
            section(
                "Optimism of the search", sections("", "opened", TEST, search, Optional.empty())))
        .startsWith(
            "The best of 24 trials (the time of the search was over for 5 of them) has rocAuc ");
  }

  @Test
  void theFirstAfterFewerRoundsThanItsBestIsNotCalledTheBest() {
    var search = new TestSearch().cheapest().ended();

    assertThat(
            section(
                "Optimism of the search", sections("", "opened", TEST, search, Optional.empty())))
        .startsWith("The cheapest of 24 trials within one standard error of the best, at place 1 ");
  }

  /** Two folds, 0.02 from their mean on either side. */
  @Test
  void theSelectedScoreIsHeldAgainstThatOfNestedCrossValidation() {
    var nested = SearchOutcome.Nested.of(List.of(0.74, 0.78), Objective.of(Metric.ROC_AUC), 0.8);

    assertThat(section("Optimism of the search", "", "opened", TEST, Optional.of(nested)))
        .endsWith(
            "Nested cross-validation of the whole search gives 0.7600, standard error 0.0200; the"
                + " selected score is better by 0.0400.");
  }

  /** From 0.35 on both defaults of the validation rows are found, and one of the test rows. */
  @Test
  void theThresholdOfLeastCostIsToldWithWhatItDecides() {
    var section = decided(VALIDATION, new CostMatrix(1, 10));

    assertThat(section)
        .startsWith(
            """
            Where a good case taken for a default costs 1 and a default taken for a good case \
            10, scores from 0.35 on are taken for defaults: chosen on the validation part, \
            judged on the test part.

            | part | defaults found | missed | good cases declined | kept | precision | recall \
            | specificity | F1 | cost | with none declined | with all declined |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            | validation | 2 | 0 | 1 | 1 | 0.6667 | 1.0000 | 0.5000 | 0.8000 | 1 | 20 | 2 |
            | test | 1 | 1 | 1 | 1 | 0.5000 | 0.5000 | 0.5000 | 0.5000 | 11 | 20 | 2 |

            On the test part, with this threshold held fixed:

            | rate | estimate | lower | upper | level | method |
            |---|---|---|---|---|---|
            """);
    assertThat(section).contains("| precision | 0.5000 | ", "| f1 | 0.5000 | ");
  }

  /** No default among the test rows has a score below 0.2. */
  @Test
  void aRateWithoutLimitsSaysWhy() {
    var all = ScoreDistribution.of(new double[] {0.1, 0.2}, new double[] {0, 1});

    assertThat(decided(all, new CostMatrix(1, 10))).contains("| recall | 1.0000 | no limits: ");
  }

  /** Every test row has a score above the threshold. */
  @Test
  void costsAndASmallThresholdAreToldWithoutExponents() {
    var low = ScoreDistribution.of(new double[] {0.000001, 0.000012346}, new double[] {0, 1});

    assertThat(decided(low, new CostMatrix(10 / 3.0, 12_000_000)))
        .contains(
            " costs 3.33 and a default taken for a good case 12000000, scores from 0.00001235 on")
        .contains("| 6.67 | 24000000 | 6.67 |\n");
  }

  /** One good case of the test rows is declined, one default is missed. */
  @Test
  void costsInALargeUnitAreNotToldAsNothing() {
    assertThat(decided(VALIDATION, new CostMatrix(0.001, 0.012)))
        .contains(" costs 0.001 and a default taken for a good case 0.012, ")
        .contains("| 0.013 | 0.024 | 0.002 |\n");
  }

  /**
   * As each good case stands for ten, declining none of the test rows costs what declining all
   * does.
   */
  @Test
  void ofASampleTheCostsAreThoseOfTheSpecAndTheShareIsTold() {
    var point =
        OperatingPoint.of(CutOff.cheapest(VALIDATION, new CostMatrix(10, 10)), TEST)
            .ofSample(0.1, new CostMatrix(1, 10), OptionalDouble.of(0.0625));

    assertThat(decided(point))
        .contains(
            " costs 1 and a default taken for a good case 10, scores from 0.0625 on",
            "judged on the test part. The table holds a share of 0.1 of the good cases, each of"
                + " which counts 1 / 0.1 times in costs; precision, F1 and counts are of the sample.\n")
        .contains("| 20 | 20 | 20 |\n");
  }

  @Test
  void aThresholdThatIsNotDefinedSaysWhy() {
    assertThat(decided(ScoreDistribution.empty(), new CostMatrix(1, 10)))
        .isEqualTo("Not defined: There is no row with a score and a label.");
  }

  @Test
  void withoutCostsTheCardHasNoThreshold() {
    assertThat(sections("", "opened", TEST, forced(Optional.empty()), Optional.empty()).all())
        .extracting(CardSection::title)
        .doesNotContain("The threshold of least cost");
  }

  private static String decided(ScoreDistribution validation, CostMatrix costs) {
    return decided(OperatingPoint.of(CutOff.cheapest(validation, costs), TEST));
  }

  private static String decided(OperatingPoint point) {
    return section(
        "The threshold of least cost",
        sections("", "opened", TEST, forced(Optional.empty()), Optional.of(point)));
  }

  private static String section(
      String title, String intendedUse, String splitBy, ScoreDistribution test) {
    return section(title, intendedUse, splitBy, test, Optional.empty());
  }

  private static String section(
      String title,
      String intendedUse,
      String splitBy,
      ScoreDistribution test,
      Optional<SearchOutcome.Nested> nested) {
    return section(title, sections(intendedUse, splitBy, test, forced(nested), Optional.empty()));
  }

  private static String section(String title, CardSections sections) {
    return sections.all().stream()
        .filter(section -> section.title().equals(title))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private static CardSections sections(
      String intendedUse,
      String splitBy,
      ScoreDistribution test,
      SearchOutcome search,
      Optional<OperatingPoint> decided) {
    var moved = TableProfile.of(List.of(rows(11, 100, 200)), TRAIN);
    return new CardSections(
        new ModelStatement(intendedUse, "A default is bad.", splitBy, SAMPLE),
        TALLIES,
        new SplitPlan(
            1,
            2,
            Folding.of(2),
            List.of(),
            Map.of(),
            Map.of(
                Part.TRAIN, new SplitPlan.Size(8, 3),
                Part.VALIDATION, new SplitPlan.Size(0, 0),
                Part.TEST, new SplitPlan.Size(4, 2))),
        Map.of("train", TRAIN, "test", moved),
        search,
        Evaluation.of(test),
        Stability.of(moved),
        decided);
  }

  /** Of a run whose best trial won, and goes by what is known later. */
  private static SearchOutcome forced(Optional<SearchOutcome.Nested> nested) {
    var search = new TestSearch().leaks("progress");
    nested.ifPresent(search::nested);
    return search.ended();
  }

  /** A row a month of 2009 from the first on, each with an income. */
  private static RecordBatch rows(int firstMonth, double... incomes) {
    var months = new int[incomes.length];
    for (int i = 0; i < months.length; i++) {
      months[i] = MonthColumn.number(YearMonth.of(2009, firstMonth + i));
    }
    return RecordBatch.of(SCHEMA, MonthColumn.of(months), NumericColumn.of(incomes));
  }
}
