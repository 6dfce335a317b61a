package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ImputeTest implements FeatureContract<Impute.Sample> {
  @Override
  public Feature<Impute.Sample> feature() {
    return Impute.median("dti");
  }

  @Nested
  class OfTheMean implements FeatureContract<Impute.Sample> {
    @Override
    public Feature<Impute.Sample> feature() {
      return Impute.mean("dti");
    }
  }

  @Test
  void fillsInTheMedianOfAnOddNumber() {
    assertFilling(Impute.median("x"), 3f, 9, 1, 3);
  }

  @Test
  void fillsInTheMeanOfTheMiddleTwoOfAnEvenNumber() {
    assertFilling(Impute.median("x"), 3.5f, 9, 1, 3, 4);
  }

  @Test
  void fillsInTheMean() {
    assertFilling(Impute.mean("x"), 4.25f, 9, 1, 3, 4);
  }

  @Test
  void fillsInAConstant() {
    assertFilling(Impute.constant("x", -1), -1f, 9, 1);
  }

  @Test
  void leavesMissingWhereNothingIsKnown() {
    assertFilling(Impute.median("x"), Float.NaN);
    assertFilling(Impute.mean("x"), Float.NaN);
  }

  private static void assertFilling(Impute impute, float filling, double... present) {
    var training = Tables.numbers(Arrays.copyOf(present, present.length + 1));
    training.numeric("x").values()[present.length] = Double.NaN;

    assertThat(Tables.encode(impute, training, Tables.numbers(Double.NaN, 7))[0])
        .containsExactly(filling, 7f);
  }
}
