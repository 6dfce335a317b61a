package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissingIndicatorTest implements FeatureContract<Nothing> {
  @Override
  public Feature<Nothing> feature() {
    return MissingIndicator.of("state");
  }

  @Test
  void isOneWhereMissing() {
    var numbers = Tables.numbers(0, Double.NaN);
    var categories = Tables.categories("a", "");

    assertThat(Tables.encode(MissingIndicator.of("x"), numbers, numbers)[0]).containsExactly(0, 1);
    assertThat(Tables.encode(MissingIndicator.of("c"), categories, categories)[0])
        .containsExactly(0, 1);
  }

  @Test
  void isNamedAfterItsColumn() {
    assertThat(new MissingIndicator.Fit("x").names()).containsExactly("x:missing");
  }
}
