package io.risknet.transforms.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.explanation.DependenceGrid.Value;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DependenceGridTest {

  private static List<String> texts(Column column) {
    return DependenceGrid.of(column).stream().map(value -> column.text(value.row())).toList();
  }

  @Test
  void fewNumbersAreAllThereInTheirOrderAndMissingLast() {
    var column = NumericColumn.of(3, Double.NaN, 1, 3, 2);

    assertThat(texts(column)).containsExactly("1", "2", "3", "");
    assertThat(DependenceGrid.of(column)).extracting(Value::rows).containsExactly(1, 1, 2, 1);
  }

  @Test
  void ofManyNumbersThereAreTwentyThatStandForAsManyRowsEach() {
    var values = DependenceGrid.of(NumericColumn.of(numbers(1_000)));

    assertThat(values).hasSize(20).allMatch(value -> value.rows() == 50);
    assertThat(values.get(0).row()).isEqualTo(25);
  }

  @Test
  void oneNumberThatMostRowsHaveIsOnePoint() {
    var numbers = numbers(1_000);
    for (int row = 100; row < 1_000; row++) {
      numbers[row] = 100;
    }
    var values = DependenceGrid.of(NumericColumn.of(numbers));

    assertThat(values.get(values.size() - 1).rows()).isEqualTo(900);
    assertThat(values.stream().mapToInt(Value::rows).sum()).isEqualTo(1_000);
  }

  private static double[] numbers(int rows) {
    return IntStream.range(0, rows).asDoubleStream().toArray();
  }

  @Test
  void categoriesComeByTheirRows() {
    assertThat(texts(CategoricalColumn.of("B", "A", "C", "A", "", "C", "A")))
        .containsExactly("A", "C", "B", "");
  }

  @Test
  void monthsComeInTheOrderOfTime() {
    assertThat(texts(MonthColumn.of(24_110, 24_100, 24_110))).containsExactly("200805", "200903");
  }

  @Test
  void noRowHasNoValue() {
    assertThat(DependenceGrid.of(NumericColumn.of())).isEmpty();
  }
}
