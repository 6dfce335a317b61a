package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.statistics.Accumulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * What every feature keeps, whatever it computes. A feature's test implements this, for {@link
 * Loans}.
 */
interface FeatureContract<A extends Accumulator<A>> {

  /** The feature under test. */
  Feature<A> feature();

  @Property(tries = 20)
  default void anyShardingAndOrderGiveTheSameBits(
      @ForAll @IntRange(min = 1, max = 200) int rows,
      @ForAll @IntRange(min = 1, max = 9) int shards,
      @ForAll long seed) {
    var loans = Loans.of(rows, seed);
    var merged =
        Loans.sharded(loans, shards, seed).stream()
            .map(this::accumulated)
            .reduce(feature().empty(), Accumulator::merge);

    assertThat(bytes(merged)).isEqualTo(bytes(accumulated(loans)));
    assertThat(feature().fit(merged)).isEqualTo(feature().fit(accumulated(loans)));
  }

  @Test
  default void mergeIsPure() {
    var left = accumulated(Loans.of(50, 1));
    var right = accumulated(Loans.of(60, 2));
    var leftBytes = bytes(left);
    var rightBytes = bytes(right);

    var merged = left.merge(right);
    feature().add(merged, Loans.of(70, 3));

    assertThat(bytes(left)).isEqualTo(leftBytes);
    assertThat(bytes(right)).isEqualTo(rightBytes);
  }

  @Test
  default void accumulatorsSurviveTheWire() throws IOException {
    var accumulator = accumulated(Loans.of(80, 4));
    var in = new DataInputStream(new ByteArrayInputStream(bytes(accumulator)));
    var read = feature().read(in);

    assertThat(in.available()).isZero();
    assertThat(bytes(read)).isEqualTo(bytes(accumulator));
    assertThat(feature().fit(read)).isEqualTo(feature().fit(accumulator));
  }

  @Test
  default void fitsSurviveJson() throws IOException {
    var rows = Loans.of(90, 5);
    var fitted = FittedFeatures.of(List.of(fit(rows)), List.of());
    var json = fitted.toJson().toString();
    var read = FittedFeatures.fromJson(FeatureJson.MAPPER.readTree(json));

    assertThat(read).isEqualTo(fitted);
    assertThat(read.toJson()).hasToString(json);
    assertThat(cells(read.encode(rows))).isEqualTo(cells(fitted.encode(rows)));
  }

  @Test
  default void specificationSurvivesJson() {
    var plan = FeaturePlan.of(feature());

    assertThat(FeaturePlan.fromJson(plan.toJson())).isEqualTo(plan);
  }

  @Test
  default void fittedOnNoRowsItStillEncodes() {
    assertWritesEveryCell(fit(Loans.of(0, 6)), Loans.of(30, 7));
  }

  @Test
  default void noRowsAreEncodedAsNone() {
    assertThat(FittedFeatures.of(List.of(fit(Loans.of(40, 8))), List.of()).encode(Loans.of(0, 9)))
        .returns(0, FloatMatrix::rows);
  }

  @Test
  default void allMissingIsFittedAndEncoded() {
    var rows = Loans.of(30, 10);
    var missing = missing(rows);

    assertWritesEveryCell(fit(missing), missing);
    assertWritesEveryCell(fit(missing), rows);
    assertWritesEveryCell(fit(rows), missing);
  }

  @Test
  default void constantColumnsAreFittedAndEncoded() {
    var constant = Loans.of(30, 11).take(new int[30]);

    assertWritesEveryCell(fit(constant), constant);
  }

  @Test
  default void valuesNotSeenAreEncoded() {
    assertWritesEveryCell(fit(Loans.of(2, 12)), Loans.of(100, 13));
  }

  @Test
  default void readsAndWritesWhatItSays() {
    var fitted = fit(Loans.of(100, 14));
    var inputs = feature().inputs().stream().map(Input::column).toList();

    assertThat(inputs).containsAll(fitted.inputs());
    assertThat(fitted.names()).doesNotHaveDuplicates().isNotEmpty();
    assertWritesEveryCell(fitted, onlyColumns(Loans.of(20, 15), fitted.inputs()));
  }

  private A accumulated(RecordBatch rows) {
    var accumulator = feature().empty();
    feature().add(accumulator, rows);
    return accumulator;
  }

  private Fitted fit(RecordBatch rows) {
    return feature().fit(accumulated(rows));
  }

  private static byte[] bytes(Accumulator<?> accumulator) {
    var bytes = new ByteArrayOutputStream();
    try {
      accumulator.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Its columns and no others, into the middle of a matrix. */
  private static void assertWritesEveryCell(Fitted fitted, RecordBatch rows) {
    float untouched = -12345;
    int width = fitted.names().size();
    var matrix = FloatMatrix.of(rows.rows() + 3, width + 2);
    Arrays.fill(matrix.values(), untouched);
    fitted.write(rows, matrix.window(2, rows.rows()), 1);

    for (int row = 0; row < matrix.rows(); row++) {
      boolean inside = row >= 2 && row < rows.rows() + 2;
      for (int column = 0; column < width + 2; column++) {
        boolean its = inside && column >= 1 && column <= width;
        assertThat(matrix.get(row, column) == untouched).isEqualTo(!its);
      }
    }
  }

  private static float[] cells(FloatMatrix matrix) {
    return matrix.values();
  }

  private static RecordBatch onlyColumns(RecordBatch rows, List<String> columns) {
    var others =
        new HashSet<>(rows.schema().columns().stream().map(column -> column.name()).toList());
    columns.forEach(others::remove);
    return rows.without(others);
  }

  /** The same rows with all input columns missing. */
  private static RecordBatch missing(RecordBatch rows) {
    TableSchema schema = rows.schema();
    var columns =
        schema.columns().stream()
            .map(
                column ->
                    column.role() == ColumnRole.INPUT
                        ? missing(column.type(), rows.rows())
                        : rows.column(column.name()))
            .toList();
    return RecordBatch.of(schema, columns);
  }

  private static Column missing(ColumnType type, int rows) {
    return switch (type) {
      case NUMERIC -> NumericColumn.constant(Double.NaN, rows);
      case CATEGORICAL -> {
        var codes = new int[rows];
        Arrays.fill(codes, CategoricalColumn.MISSING);
        yield CategoricalColumn.of(codes, List.of());
      }
      case MONTH -> {
        var months = new int[rows];
        Arrays.fill(months, MonthColumn.MISSING);
        yield MonthColumn.of(months);
      }
      case TEXT -> throw new IllegalArgumentException("No text columns here.");
    };
  }
}
