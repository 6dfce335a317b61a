package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.statistics.CategoryCounts;
import org.junit.jupiter.api.Test;

class OrdinalEncodeTest implements FeatureContract<CategoryCounts> {
  @Override
  public Feature<CategoryCounts> feature() {
    return OrdinalEncode.of("state");
  }

  @Test
  void ranksByFrequencyThenText() {
    var training = Tables.categories("b", "c", "a", "c", "", "", "", "");

    assertThat(
            Tables.encode(
                OrdinalEncode.of("c"), training, Tables.categories("c", "a", "b", "new", ""))[0])
        .as("twice c, then a and b once each, then not seen, then missing")
        .containsExactly(0, 1, 2, 3, 4);
  }
}
