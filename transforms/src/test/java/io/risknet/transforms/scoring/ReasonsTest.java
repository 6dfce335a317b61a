package io.risknet.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReasonsTest {

  @Property
  void theLargestAreThoseThatSortingPutsFirst(
      @ForAll @Size(max = 12) List<@IntRange(min = -3, max = 5) Integer> values,
      @ForAll @IntRange(max = 14) int most) {
    var sorted =
        IntStream.range(0, values.size())
            .boxed()
            .filter(i -> values.get(i) > 0)
            .sorted(Comparator.comparing(i -> -values.get(i)))
            .limit(most)
            .toList();

    var largest =
        Reasons.largest(values.stream().mapToDouble(Integer::doubleValue).toArray(), most);
    assertThat(Arrays.stream(largest).boxed()).containsExactlyElementsOf(sorted);
  }
}
