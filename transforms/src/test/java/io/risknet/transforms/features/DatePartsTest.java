package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class DatePartsTest implements FeatureContract<Nothing> {
  @Override
  public Feature<Nothing> feature() {
    return DateParts.of("first_payment");
  }

  @Test
  void writesYearMonthAndQuarter() {
    var rows =
        Tables.of(
            ColumnSchema.month("m"),
            MonthColumn.of(
                MonthColumn.number(YearMonth.of(2009, 1)),
                MonthColumn.number(YearMonth.of(2010, 12)),
                MonthColumn.number(YearMonth.of(2011, 4)),
                MonthColumn.MISSING));

    assertThat(Tables.fit(DateParts.of("m"), rows).names())
        .containsExactly("m:year", "m:month", "m:quarter");
    var parts = Tables.encode(DateParts.of("m"), rows, rows);
    assertThat(parts[0]).containsExactly(2009, 2010, 2011, Float.NaN);
    assertThat(parts[1]).containsExactly(1, 12, 4, Float.NaN);
    assertThat(parts[2]).containsExactly(1, 4, 2, Float.NaN);
  }

  @Test
  void writesOnlyWhatIsAskedFor() {
    assertThat(Tables.fit(DateParts.of("m", DateParts.Part.QUARTER), Loans.of(0, 1)).names())
        .containsExactly("m:quarter");
  }
}
