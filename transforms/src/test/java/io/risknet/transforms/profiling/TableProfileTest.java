package io.risknet.transforms.profiling;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableProfileTest {
  private static final double NONE = Double.NaN;
  private static final double HAND = 1e-12;

  private static RecordBatch table(ColumnSchema schema, Column column) {
    return RecordBatch.of(TableSchema.of(schema), column);
  }

  private static RecordBatch numbers(double... values) {
    return table(ColumnSchema.numeric("x"), NumericColumn.of(values));
  }

  private static RecordBatch categories(String... values) {
    return table(ColumnSchema.categorical("x"), CategoricalColumn.of(values));
  }

  private static RecordBatch months(YearMonth... months) {
    return table(
        ColumnSchema.month("x"),
        MonthColumn.of(Stream.of(months).mapToInt(MonthColumn::number).toArray()));
  }

  private static ColumnProfile profile(RecordBatch rows) {
    return TableProfile.of(List.of(rows)).columns().get("x");
  }

  private static Drift drift(RecordBatch then, RecordBatch now) {
    return TableProfile.of(List.of(now), TableProfile.of(List.of(then))).drifts().get("x");
  }

  @Test
  void countsRowsAndMissing() {
    var profile = profile(numbers(1, NONE, 3, 4));

    assertThat(profile.rows()).isEqualTo(4);
    assertThat(profile.missing()).isEqualTo(1);
    assertThat(profile.missingShare()).hasValue(0.25);
  }

  @Test
  void numbersHaveARangeAndAMean() {
    var numbers = profile(numbers(1, NONE, 2, 6)).numbers().orElseThrow();

    assertThat(List.of(numbers.min(), numbers.max(), numbers.mean().orElseThrow()))
        .containsExactly(1.0, 6.0, 3.0);
  }

  @Test
  void quantilesAreNumbersThatOccur() {
    var numbers =
        profile(numbers(IntStream.rangeClosed(1, 200).asDoubleStream().toArray()))
            .numbers()
            .orElseThrow();

    assertThat(numbers.quantiles())
        .containsExactly(
            entry("p1", 2.0),
            entry("p5", 10.0),
            entry("p25", 50.0),
            entry("p50", 100.0),
            entry("p75", 150.0),
            entry("p95", 190.0),
            entry("p99", 198.0));
    assertThat(numbers.median()).isEqualTo(100);
  }

  @Test
  void numbersThatAreNotFiniteAreMissing() {
    var profile = profile(numbers(1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));

    assertThat(profile.missing()).isEqualTo(2);
    assertThat(profile.numbers().orElseThrow().max()).isEqualTo(1);
  }

  @Test
  void monthsAreToldAsPeopleWriteThem() {
    var numbers =
        profile(months(YearMonth.of(2009, 12), YearMonth.of(2010, 1))).numbers().orElseThrow();

    assertThat(List.of(numbers.min(), numbers.max())).containsExactly(200912.0, 201001.0);
    assertThat(numbers.mean()).isEmpty();
  }

  @Test
  void categoriesComeByFrequency() {
    assertThat(profile(categories("b", "a", "", "c", "c")).categories().orElseThrow())
        .satisfies(
            categories -> {
              assertThat(categories.values().toString()).isEqualTo("{c=2, a=1, b=1}");
              assertThat(categories.otherValues()).isZero();
            });
  }

  @Test
  void whatCategoriesAreLeftOutIsCounted() {
    var values =
        IntStream.range(0, CategorySummary.KEPT + 3)
            .boxed()
            .flatMap(i -> Stream.of("v" + i, "v" + (i < CategorySummary.KEPT ? i : 0)))
            .toArray(String[]::new);
    var categories = profile(categories(values)).categories().orElseThrow();

    assertThat(categories.values()).hasSize(CategorySummary.KEPT);
    assertThat(categories.otherValues()).isEqualTo(3);
    assertThat(categories.otherRows()).isEqualTo(3);
  }

  @Test
  void ofIdsOnlyTheirNumberIsKept() {
    var json =
        JsonCoder.write(
            TableProfile.of(List.of(table(ColumnSchema.id("x"), TextColumn.of("me", "", "you")))));

    assertThat(json).contains("\"rows\":3", "\"missing\":1").doesNotContain("you");
  }

  @Test
  void bookkeepingIsNoColumn() {
    var fold = ColumnSchema.numeric("fold").withRole(ColumnRole.BOOKKEEPING);

    assertThat(TableProfile.of(List.of(numbers(1).with(fold, NumericColumn.of(2)))).columns())
        .containsOnlyKeys("x");
  }

  @Test
  void theSameRowsHaveNotMoved() {
    var rows = numbers(new Random(1).doubles(500).toArray());

    assertThat(drift(rows, rows).stability().value()).hasValue(0);
    assertThat(drift(rows, rows).outOfRange()).hasValue(0);
  }

  @Test
  void numbersAreComparedByTheirBins() {
    // Half and half in the reference, 8 and 2 of 10 now: as in StabilityIndexTest.
    var now = numbers(1, 1, 1, 1, 1, 1, 1, 1, 2, 2);

    assertThat(drift(numbers(1, 2, 1, 2), now).stability().value().orElseThrow())
        .isCloseTo(0.4158883083359671, within(HAND));
  }

  @Test
  void categoriesAreComparedByTheirValues() {
    var now = categories("a", "a", "a", "a", "a", "a", "a", "a", "b", "b");

    assertThat(drift(categories("a", "b"), now).stability().value().orElseThrow())
        .isCloseTo(0.4158883083359671, within(HAND));
  }

  @Test
  void missingIsABinOfItsOwn() {
    var now = numbers(1, 1, 1, 1, 1, 1, 1, 1, NONE, NONE);

    assertThat(drift(numbers(1, NONE), now).stability().value().orElseThrow())
        .isCloseTo(0.4158883083359671, within(HAND));
    assertThat(drift(numbers(1, NONE), now).missingThen()).hasValue(0.5);
    assertThat(drift(numbers(1, NONE), now).missingNow()).hasValue(0.2);
  }

  @Test
  void numbersBeyondTheRangeAreTold() {
    assertThat(drift(numbers(1, 5), numbers(0, 1, 5, 5.0001, NONE)).outOfRange()).hasValue(0.5);
  }

  @Test
  void manyNumbersBeyondTheRangeAreToldToAThousandth() {
    var then = numbers(1, 2);
    var now = numbers(IntStream.range(0, 10_000).mapToDouble(i -> 1 + i / 5_000.0).toArray());

    // Half but for the last bucket of the reference, which is 1/512 wide.
    assertThat(drift(then, now).outOfRange().orElseThrow()).isCloseTo(0.5, within(0.001));
  }

  @Test
  void newCategoriesAreNamedWithTheirRows() {
    var news =
        drift(categories("a", "b"), categories("a", "z", "z", "y", ""))
            .newCategories()
            .orElseThrow();

    assertThat(news).isEqualTo(new NewCategories(2, 3, List.of("z", "y")));
  }

  @Test
  void noNewCategoryIsToldOfWhereNotAllAreKnown() {
    var many =
        IntStream.rangeClosed(0, CategorySummary.KEPT)
            .mapToObj(i -> "v" + i)
            .toArray(String[]::new);

    assertThat(drift(categories(many), categories("z")).newCategories()).isEmpty();
  }

  @Test
  void rareCategoriesShareABin() {
    // 100 categories of two samples of the same kind would seem to differ in many small bins.
    var names = IntStream.range(0, 100).mapToObj(i -> "v" + i).toArray(String[]::new);
    var stability = drift(categories(names), categories(names)).stability();

    // 51 bins of 100 rows each time.
    assertThat(stability.byChance().orElseThrow()).isCloseTo(50 * 0.02, within(HAND));
  }

  @Test
  void aSingleNumberThatBecomesAnotherHasMoved() {
    assertThat(drift(numbers(5, 5), numbers(6, 6)).stability().band())
        .contains(StabilityBand.SHIFT);
  }

  @Test
  void aSingleNumberThatStaysHasNotMoved() {
    assertThat(drift(numbers(5, 5), numbers(5)).stability().value()).hasValue(0);
  }

  @Test
  void allMissingAndAllMissingIsTheSame() {
    assertThat(drift(numbers(NONE), numbers(NONE, NONE)).stability().value()).hasValue(0);
  }

  @Test
  void allMissingAndAllThereIsAShift() {
    assertThat(drift(numbers(NONE), numbers(1, 2)).stability().band())
        .contains(StabilityBand.SHIFT);
    assertThat(drift(numbers(NONE), numbers(1, 2)).outOfRange()).isEmpty();
  }

  @Test
  void ofNoRowsNothingIsDefined() {
    var drift = drift(numbers(1, 2), numbers());

    assertThat(drift.stability().undefined()).contains("There are no rows to compare.");
    assertThat(drift.missingNow()).isEmpty();
    assertThat(drift.outOfRange()).isEmpty();
  }

  @Test
  void monthsHaveNoIndexButARange() {
    var drift = drift(months(YearMonth.of(2009, 12)), months(YearMonth.of(2010, 1)));

    assertThat(drift.stability().undefined()).contains("Calendar months move on by themselves.");
    assertThat(drift.outOfRange()).hasValue(1);
  }

  @Test
  void idsHaveNoIndex() {
    var ids = table(ColumnSchema.id("x"), TextColumn.of("a"));

    assertThat(drift(ids, ids).stability().undefined())
        .contains("Texts such as ids are not compared.");
  }

  @Test
  void aColumnThatTheReferenceLacksHasNoDrift() {
    var reference = TableProfile.of(List.of(numbers(1)));
    var rows = numbers(1).with(ColumnSchema.numeric("y"), NumericColumn.of(2));

    assertThat(TableProfile.of(List.of(rows), reference).drifts()).containsOnlyKeys("x");
  }

  @Test
  void aColumnOfAnotherTypeThanInTheReferenceIsNamed() {
    assertThatThrownBy(() -> drift(numbers(1), categories("a")))
        .hasMessage(
            "The column 'x' is CATEGORICAL in one place and NUMERIC in another; give both the same"
                + " type.");
  }

  @Test
  void keepsTheColumnsThatAreWanted() {
    var rows = numbers(1, 2).with(ColumnSchema.numeric("y"), NumericColumn.of(2, 3));

    assertThat(TableProfile.of(List.of(rows)).keeping(List.of("y", "z")))
        .satisfies(
            kept -> {
              assertThat(kept.columns()).containsOnlyKeys("y");
              assertThat(kept.rows()).isEqualTo(2);
            });
  }

  static Stream<TableProfile> profiles() {
    var rows =
        List.of(
            numbers(1, NONE, 3),
            numbers(),
            numbers(NONE),
            numbers(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE),
            categories("b", "a", "b", ""),
            categories(),
            months(YearMonth.of(2009, 12)),
            table(ColumnSchema.id("x"), TextColumn.of("a")));
    return rows.stream()
        .flatMap(
            then ->
                rows.stream()
                    .filter(now -> type(now) == type(then))
                    .map(now -> TableProfile.of(List.of(now), TableProfile.of(List.of(then)))));
  }

  private static ColumnType type(RecordBatch rows) {
    return rows.column("x").type();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void isReadAsItWasWritten(TableProfile profile) {
    assertThat(JsonCoder.read(JsonCoder.write(profile), TableProfile.class)).isEqualTo(profile);
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void holdsNoNumberThatIsNone(TableProfile profile) {
    assertThat(JsonCoder.write(profile)).doesNotContain("NaN").doesNotContain("Infinity");
  }
}
