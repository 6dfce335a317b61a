package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import org.junit.jupiter.api.Test;

class NumericTest implements FeatureContract<Nothing> {
  @Override
  public Feature<Nothing> feature() {
    return Numeric.of("dti");
  }

  @Test
  void writesTheNumberAndKeepsMissing() {
    var rows = Tables.numbers(41.5, Double.NaN, -0.25);

    assertThat(Tables.encode(Numeric.of("x"), rows, rows)[0])
        .containsExactly(41.5f, Float.NaN, -0.25f);
  }

  @Test
  void writesMonthsAsTheirNumber() {
    var rows = Tables.of(ColumnSchema.month("m"), MonthColumn.of(24_110, MonthColumn.MISSING));

    assertThat(Tables.encode(Numeric.of("m"), rows, rows)[0]).containsExactly(24_110f, Float.NaN);
  }
}
