package io.risknet.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.TextColumn;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentSpecTest {
  private static final SegmentSpec BANDS = new SegmentSpec("score", List.of(620.0, 700.5));

  @Test
  void numbersAreToldApartByTheBandTheyBeginIn() {
    assertThat(BANDS.bands()).containsExactly("below 620", "620 to below 700.5", "700.5 and above");
    assertThat(BANDS.divide(NumericColumn.of(619.9, 620, 700, 700.5, Double.NaN)))
        .isEqualTo(
            CategoricalColumn.of(
                "below 620", "620 to below 700.5", "620 to below 700.5", "700.5 and above", ""));
  }

  @Test
  void monthsAreToldApartByQuarter() {
    var months =
        MonthColumn.of(
            MonthColumn.number(YearMonth.of(2009, 1)),
            MonthColumn.number(YearMonth.of(2009, 3)),
            MonthColumn.number(YearMonth.of(2009, 4)),
            MonthColumn.number(YearMonth.of(2009, 12)),
            MonthColumn.MISSING);

    assertThat(SegmentSpec.of("opened").divide(months))
        .isEqualTo(CategoricalColumn.of("2009Q1", "2009Q1", "2009Q2", "2009Q4", ""));
  }

  @Test
  void textsAreTakenAsTheyAre() {
    var region = CategoricalColumn.of("A", "", "B");

    assertThat(SegmentSpec.of("region").divide(region)).isSameAs(region);
    assertThat(SegmentSpec.of("branch").divide(TextColumn.of("x", "")))
        .isEqualTo(CategoricalColumn.of("x", ""));
  }

  @Test
  void edgesAscend() {
    assertThatThrownBy(() -> new SegmentSpec("score", List.of(700.0, 620.0)))
        .hasMessage("segments by 'score': edges should ascend, and 620 comes after 700");
  }

  @Test
  void edgesAreFiniteNumbers() {
    assertThatThrownBy(() -> new SegmentSpec("score", List.of(Double.NaN)))
        .hasMessage("segments by 'score': edges are finite numbers, and one is NaN");
    assertThatThrownBy(() -> new SegmentSpec("score", List.of(0.0, Double.POSITIVE_INFINITY)))
        .hasMessage("segments by 'score': edges are finite numbers, and one is Infinity");
  }

  @Test
  void aSegmentNeedsAColumn() {
    assertThatThrownBy(() -> SegmentSpec.of(" ")).hasMessageContaining("the name of a column");
  }
}
