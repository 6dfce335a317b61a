package io.risknet.transforms.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdOrderTest {

  @Test
  void ordersByTheUnsignedHash() {
    var ids =
        TextColumn.of(IntStream.range(0, 5_000).mapToObj(i -> "loan" + i).toArray(String[]::new));

    assertThat(IdOrder.of(ids, Comparator.naturalOrder()))
        .containsExactly(
            IntStream.range(0, 5_000)
                .boxed()
                .sorted((left, right) -> Long.compareUnsigned(ids.hash(left), ids.hash(right)))
                .mapToInt(Integer::intValue)
                .toArray());
  }

  @Test
  void rowsOfOneIdAreOrderedAsAskedFor() {
    var ids = TextColumn.of("a", "a", "a", "a");

    assertThat(IdOrder.of(ids, Comparator.reverseOrder())).containsExactly(3, 2, 1, 0);
  }

  @Test
  void noRowsHaveNoOrder() {
    assertThat(IdOrder.of(TextColumn.of(), Comparator.naturalOrder())).isEmpty();
  }
}
