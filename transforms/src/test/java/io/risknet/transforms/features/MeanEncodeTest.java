package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.statistics.CategoryCounts;
import org.junit.jupiter.api.Test;

class MeanEncodeTest implements FeatureContract<CategoryCounts> {
  @Override
  public Feature<CategoryCounts> feature() {
    return MeanEncode.of("state");
  }

  @Test
  void drawsTheMeanTowardsThePrior() {
    // Five labelled rows, two of them positive: the prior is 0.4.
    var training =
        Tables.labelled(Tables.categories("a", "a", "a", "b", "", "b"), 1, 0, 0, 1, 0, Double.NaN);

    assertThat(
            Tables.encode(MeanEncode.of("c"), training, Tables.categories("a", "b", "", "new"))[0])
        .containsExactly(1.4f / 4, 1.4f / 2, 0.4f / 2, 0.4f);
  }

  @Test
  void takesThePriorForMissingWhenNoneWas() {
    var training = Tables.labelled(Tables.categories("a", "b"), 1, 0);

    assertThat(Tables.encode(MeanEncode.of("c"), training, Tables.categories(""))[0])
        .containsExactly(0.5f);
  }

  @Test
  void smoothsAsMuchAsAsked() {
    var training = Tables.labelled(Tables.categories("a", "b"), 1, 0);

    assertThat(
            Tables.encode(
                MeanEncode.of("c").withSmoothing(3), training, Tables.categories("a", "b"))[0])
        .containsExactly((1 + 1.5f) / 4, 1.5f / 4);
  }

  @Test
  void refusesLabelsThatAreNoneOrOne() {
    var training = Tables.labelled(Tables.categories("a"), 2);

    assertThatThrownBy(() -> Tables.fit(MeanEncode.of("c"), training))
        .hasMessage("Label 'y' should be 1, 0 or missing, and is 2.0; map it to these first.");
  }
}
