package io.risknet.transforms.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdHashTest {
  @Test
  void uniformIsTheFirstNumberThatSplitMix64DrawsFromHashAndSeed() {
    assertThat(IdHash.uniform(40, 2)).isEqualTo(new SplittableRandom(42).nextDouble());
  }
}
