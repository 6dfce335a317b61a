package io.risknet.transforms.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.risknet.transforms.cleaning.CleaningRules.Violation;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CleaningRulesTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static RecordBatch numbers(double... values) {
    return RecordBatch.of(TableSchema.of(ColumnSchema.numeric("x")), NumericColumn.of(values));
  }

  private static RecordBatch categories(String... values) {
    return RecordBatch.of(
        TableSchema.of(ColumnSchema.categorical("x")), CategoricalColumn.of(values));
  }

  private static RecordBatch texts(String... values) {
    return RecordBatch.of(TableSchema.of(ColumnSchema.id("x")), TextColumn.of(values));
  }

  private static RecordBatch months(int... values) {
    return RecordBatch.of(TableSchema.of(ColumnSchema.month("x")), MonthColumn.of(values));
  }

  private static CleaningRules.Cleaned clean(RecordBatch batch, ColumnRule rule) {
    return CleaningRules.of(Map.of("x", rule)).clean(batch);
  }

  private static String[] textsOf(RecordBatch batch) {
    Column column = batch.column("x");
    return IntStream.range(0, batch.rows()).mapToObj(column::text).toArray(String[]::new);
  }

  @Test
  void numbersThatStandForMissingBecomeMissing() {
    var cleaned = clean(numbers(9999, 720, 999, NAN), ColumnRule.none().withMissing(9999, 999));

    assertThat(cleaned.batch()).isEqualTo(numbers(NAN, 720, NAN, NAN));
    assertThat(cleaned.violations()).isEmpty();
    assertThat(cleaned.mended()).containsExactly(Map.entry("x", 2L));
  }

  @Test
  void rulesThatLeaveNoneOutChangeValuesAllTheSame() {
    var range = ColumnRule.none().withMissing(9999).withRange(300, 850);
    var mending = range.withOnViolation(OnViolation.MISSING);

    assertThat(cleanAll(numbers(9999, 900, 700, NAN), range.withRequired()))
        .isEqualTo(numbers(NAN, 900, 700, NAN));
    assertThat(cleanAll(numbers(9999, 900, 700), mending)).isEqualTo(numbers(NAN, NAN, 700));
    assertThat(cleanAll(categories(" X", "A "), ColumnRule.none().withTrim().withAllowed("A")))
        .isEqualTo(categories("X", "A"));
  }

  private static RecordBatch cleanAll(RecordBatch batch, ColumnRule rule) {
    return CleaningRules.of(Map.of("x", rule)).leavingNoneOut().clean(batch).batch();
  }

  @Test
  void infinityIsANumberUnlessTheRuleSaysOtherwise() {
    assertThat(clean(numbers(INFINITY, 1), ColumnRule.none().withMissing(7)).batch())
        .isEqualTo(numbers(INFINITY, 1));
    assertThat(
            clean(numbers(INFINITY, -INFINITY, 1), ColumnRule.none().withInfinityMissing()).batch())
        .isEqualTo(numbers(NAN, NAN, 1));
  }

  @Test
  void numbersThatAreInfiniteAsAFloatAreMissingLikeInfinity() {
    double largest = Float.MAX_VALUE;

    assertThat(
            clean(numbers(1e39, -1e39, largest), ColumnRule.none().withInfinityMissing()).batch())
        .isEqualTo(numbers(NAN, NAN, largest));
  }

  @Test
  void rowsOutsideTheRangeAreLeftOut() {
    var cleaned = clean(numbers(299, 300, NAN, 850, 850.5), ColumnRule.none().withRange(300, 850));

    assertThat(cleaned.batch()).isEqualTo(numbers(300, NAN, 850));
    assertThat(cleaned.violations())
        .containsExactly(
            new Violation(0, "x", "299 is below 300", "299", true),
            new Violation(4, "x", "850.5 is above 850", "850.5", true));
    assertThat(cleaned.mended()).isEmpty();
  }

  @Test
  void valuesOutsideTheRangeBecomeMissingWhereTheRuleSaysSo() {
    var rule = ColumnRule.none().withRange(0, INFINITY).withOnViolation(OnViolation.MISSING);

    var cleaned = clean(numbers(-1, 5), rule);

    assertThat(cleaned.batch()).isEqualTo(numbers(NAN, 5));
    assertThat(cleaned.violations())
        .containsExactly(new Violation(0, "x", "-1 is below 0", "-1", false));
    assertThat(cleaned.mended()).containsExactly(Map.entry("x", 1L));
  }

  @Test
  void sentinelsAreTakenOutBeforeTheRangeIsLookedAt() {
    var rule = ColumnRule.none().withMissing(9999).withRange(300, 850);

    assertThat(clean(numbers(9999, 700), rule).batch()).isEqualTo(numbers(NAN, 700));
  }

  @Test
  void numbersMustBeOfTheSet() {
    var cleaned = clean(numbers(4, 1, 5, 3), ColumnRule.none().withAllowed(4, 1, 2, 3));

    assertThat(cleaned.batch()).isEqualTo(numbers(4, 1, 3));
    assertThat(cleaned.violations())
        .containsExactly(new Violation(2, "x", "5 is not among the allowed values", "5", true));
  }

  @Test
  void categoriesAreTrimmedAndTheirLettersChanged() {
    var rule = ColumnRule.none().withTrim().withLetterCase(LetterCase.UPPER);

    var cleaned = clean(categories(" r", "R", "b ", "", "  "), rule);

    assertThat(textsOf(cleaned.batch())).containsExactly("R", "R", "B", "", "");
    assertThat(cleaned.batch().categorical("x").dictionary()).containsExactly("R", "B");
    assertThat(cleaned.mended()).containsExactly(Map.entry("x", 3L));
    assertThat(
            textsOf(
                clean(categories("AbC"), ColumnRule.none().withLetterCase(LetterCase.LOWER))
                    .batch()))
        .containsExactly("abc");
  }

  @Test
  void categoriesThatStandForMissingBecomeMissing() {
    var cleaned = clean(categories("9", "R", "9", "99"), ColumnRule.none().withMissing("9"));

    assertThat(textsOf(cleaned.batch())).containsExactly("", "R", "", "99");
    assertThat(cleaned.batch().categorical("x").isMissing(0)).isTrue();
    assertThat(cleaned.mended()).containsExactly(Map.entry("x", 2L));
  }

  @Test
  void categoriesMustBeOfTheSetOnceCleaned() {
    var rule = ColumnRule.none().withTrim().withMissing("9").withAllowed("P", "S");

    var cleaned = clean(categories("P", " S", "9 ", " X ", ""), rule);

    assertThat(textsOf(cleaned.batch())).containsExactly("P", "S", "", "");
    assertThat(cleaned.violations())
        .containsExactly(new Violation(3, "x", "'X' is not among the allowed values", " X ", true));
  }

  @Test
  void categoriesOutsideTheSetBecomeMissingWhereTheRuleSaysSo() {
    var rule = ColumnRule.none().withAllowed("P").withOnViolation(OnViolation.MISSING);

    var cleaned = clean(categories("X", "P", "X"), rule);

    assertThat(textsOf(cleaned.batch())).containsExactly("", "P", "");
    assertThat(cleaned.violations()).extracting(Violation::row).containsExactly(0, 2);
    assertThat(cleaned.violations()).noneMatch(Violation::rejected);
  }

  @Test
  void blanksAreMissing() {
    var cleaned = clean(categories(" \t", "a "), ColumnRule.none().withMissing("?"));

    assertThat(textsOf(cleaned.batch())).containsExactly("", "a ");
    assertThat(clean(categories(" "), ColumnRule.none().withRequired()).batch().rows()).isZero();
  }

  @Test
  void textsAreCleanedLikeCategories() {
    var rule = ColumnRule.none().withTrim().withMissing("none").withRequired();

    var cleaned = clean(texts(" F1 ", "none", "F2"), rule);

    assertThat(textsOf(cleaned.batch())).containsExactly("F1", "F2");
    assertThat(cleaned.violations())
        .containsExactly(new Violation(1, "x", "the value is missing", "none", true));
  }

  @Test
  void monthsAreRuledAsYearAndMonth() {
    var rule = ColumnRule.none().withMissing(190001).withRange(199901, 202412);

    // January 1900, December 1998, January 1999, December 1999, missing.
    var cleaned = clean(months(22_800, 23_987, 23_988, 23_999, MonthColumn.MISSING), rule);

    assertThat(cleaned.batch())
        .isEqualTo(months(MonthColumn.MISSING, 23_988, 23_999, MonthColumn.MISSING));
    assertThat(cleaned.violations())
        .containsExactly(new Violation(1, "x", "199812 is below 199901", "199812", true));
  }

  @Test
  void requiredValuesMustBeThere() {
    var rule = ColumnRule.none().withMissing(9).withRequired();

    var cleaned = clean(numbers(9, NAN, 1), rule);

    assertThat(cleaned.batch()).isEqualTo(numbers(1));
    assertThat(cleaned.violations())
        .extracting(Violation::row, Violation::raw)
        .containsExactly(tuple(0, "9"), tuple(1, ""));
    assertThat(clean(categories("", "a"), ColumnRule.none().withRequired()).batch().rows())
        .isEqualTo(1);
  }

  @Test
  void aRowIsRejectedOnce() {
    var schema = TableSchema.of(ColumnSchema.numeric("x"), ColumnSchema.numeric("y"));
    var batch = RecordBatch.of(schema, NumericColumn.of(-1, 1), NumericColumn.of(-1, -1));
    var positive = ColumnRule.none().withRange(0, INFINITY);

    var cleaned = CleaningRules.of(Map.of("y", positive, "x", positive)).clean(batch);

    assertThat(cleaned.batch().rows()).isZero();
    assertThat(cleaned.violations())
        .extracting(Violation::row, Violation::column)
        .containsExactly(tuple(0, "x"), tuple(1, "y"));
  }

  @Test
  void aRequiredValueThatIsNotAllowedIsReportedOnceAsWhatItIs() {
    var rule = ColumnRule.none().withOnViolation(OnViolation.MISSING).withRequired();

    assertThat(clean(numbers(-1, 5), rule.withRange(0, INFINITY)).violations())
        .containsExactly(new Violation(0, "x", "-1 is below 0", "-1", true));
    assertThat(clean(categories("b", "a"), rule.withAllowed("a")).violations())
        .containsExactly(new Violation(0, "x", "'b' is not among the allowed values", "b", true));
  }

  @Test
  void whatWasMendedInARowThatIsLeftOutIsNotReported() {
    var batch =
        RecordBatch.of(
            TableSchema.of(ColumnSchema.numeric("x"), ColumnSchema.numeric("y")),
            NumericColumn.of(-1, -1),
            NumericColumn.of(-2, 2));
    var positive = ColumnRule.none().withRange(0, INFINITY);

    var cleaned =
        CleaningRules.of(Map.of("x", positive.withOnViolation(OnViolation.MISSING), "y", positive))
            .clean(batch);

    assertThat(cleaned.violations())
        .containsExactlyInAnyOrder(
            new Violation(0, "y", "-2 is below 0", "-2", true),
            new Violation(1, "x", "-1 is below 0", "-1", false));
  }

  @Test
  void columnsWithoutARuleAreTheSameObjects() {
    var batch = numbers(1, 2);

    assertThat(CleaningRules.none().clean(batch).batch()).isSameAs(batch);
    assertThat(clean(batch, ColumnRule.none()).batch()).isSameAs(batch);
  }

  @Test
  void emptyBatchesStayEmpty() {
    assertThat(clean(numbers(), ColumnRule.none().withRange(0, 1)).batch()).isEqualTo(numbers());
  }

  @Test
  void rulesSurviveJson() throws Exception {
    var rules =
        CleaningRules.of(
            Map.of(
                "score",
                ColumnRule.none().withMissing(9999, 0.5).withRange(300, 850).withInfinityMissing(),
                "channel",
                ColumnRule.none()
                    .withTrim()
                    .withLetterCase(LetterCase.UPPER)
                    .withAllowed("R", "B")
                    .withRequired()
                    .withOnViolation(OnViolation.MISSING)));
    var mapper = new ObjectMapper();

    assertThat(mapper.readValue(mapper.writeValueAsString(rules), CleaningRules.class))
        .isEqualTo(rules);
  }

  @Test
  void jsonMayLeaveOutWhatIsNotRuled() throws Exception {
    var json = "{\"dti\": {\"missing\": [999], \"max\": 65, \"onViolation\": \"MISSING\"}}";

    assertThat(new ObjectMapper().readValue(json, CleaningRules.class))
        .isEqualTo(
            CleaningRules.of(
                Map.of(
                    "dti",
                    ColumnRule.none()
                        .withMissing(999)
                        .withRange(Double.NEGATIVE_INFINITY, 65)
                        .withOnViolation(OnViolation.MISSING))));
  }

  @Test
  void namesTheColumnThatATableLacks() {
    assertThatThrownBy(() -> CleaningRules.of(Map.of("y", ColumnRule.none())).clean(numbers(1)))
        .hasMessage(
            "There is a cleaning rule for the column 'y', which the table does not have; it has"
                + " [x].");
  }

  @Test
  void refusesRulesThatDoNotFitTheType() {
    assertThatThrownBy(() -> clean(categories("a"), ColumnRule.none().withRange(0, 1)))
        .hasMessageContaining("'x' has a range")
        .hasMessageContaining("texts");
    assertThatThrownBy(() -> clean(numbers(1), ColumnRule.none().withLetterCase(LetterCase.LOWER)))
        .hasMessageContaining("'x' changes letters");
    assertThatThrownBy(() -> clean(numbers(1), ColumnRule.none().withMissing("NA")))
        .hasMessageContaining("'x' names the value 'NA', and the column's values are numbers");
    assertThatThrownBy(() -> ColumnRule.none().withRange(2, 1)).hasMessageContaining("no number");
  }
}
