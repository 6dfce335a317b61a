package io.risknet.transforms.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class RejectTest {
  private static final List<Reject> THREE = List.of(at(1), at(2), at(3));

  private static Reject at(long line) {
    return new Reject("clean", "a.csv", 0, line, "dti", "70 is above 65", "70");
  }

  @Test
  void asManyAsAreWantedStayAsTheyAre() {
    assertThat(Reject.first(3, THREE)).isEqualTo(THREE);
  }

  @Test
  void theLastThatIsShownStandsForThoseBehindIt() {
    assertThat(Reject.first(2, THREE))
        .extracting(Reject::line, Reject::rows)
        .containsExactly(tuple(1L, 1L), tuple(2L, 2L));
  }
}
