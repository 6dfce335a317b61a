package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EvenGroupsTest {

  /**
   * Values with an equal part of the rows are groups by themselves, and so is what lies between.
   */
  @Test
  void ofTooManyGroupsTheFirstNeighboursOfTheFewestRowsAreJoined() {
    assertThat(EvenGroups.endsOfLarge(new long[] {2, 4, 2}, 2)).containsExactly(2, 3);
    assertThat(EvenGroups.endsOfLarge(new long[] {4, 5, 3, 5, 3}, 4)).containsExactly(1, 3, 4, 5);
  }

  @Test
  void noMoreAreJoinedThanMustBe() {
    assertThat(EvenGroups.endsOfLarge(new long[] {2, 4, 2}, 3)).containsExactly(1, 2, 3);
  }

  @Property(tries = 300)
  void thereAreNeverMoreGroupsThanAskedForAndTheyHoldAllValues(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 9) Integer> rows,
      @ForAll @IntRange(min = 2, max = 12) int groups) {
    var counts = rows.stream().mapToLong(Integer::longValue).toArray();
    var ends = EvenGroups.endsOfLarge(counts, groups);

    assertThat(ends).hasSizeBetween(1, groups).doesNotHaveDuplicates().isSorted();
    assertThat(ends.get(ends.size() - 1)).isEqualTo(counts.length);
  }
}
