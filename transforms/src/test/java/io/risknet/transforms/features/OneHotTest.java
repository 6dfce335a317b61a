package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.statistics.CategoryCounts;
import org.junit.jupiter.api.Test;

class OneHotTest implements FeatureContract<CategoryCounts> {
  @Override
  public Feature<CategoryCounts> feature() {
    return OneHot.of("seller");
  }

  @Override
  public void fittedOnNoRowsItStillEncodes() {
    assertThat(Tables.fit(feature(), Loans.of(0, 1)).names()).isEmpty();
  }

  @Test
  void writesAColumnForEachCategorySeen() {
    var training = Tables.categories("b", "a", "");

    assertThat(Tables.fit(OneHot.of("c"), training).names()).containsExactly("c=a", "c=b");
    assertThat(Tables.encode(OneHot.of("c"), training, Tables.categories("a", "b", "new", "")))
        .isDeepEqualTo(new float[][] {{1, 0, 0, 0}, {0, 1, 0, 0}});
  }

  @Test
  void keepsTheMostFrequent() {
    var training = Tables.categories("d", "d", "b", "c", "c", "a");

    assertThat(Tables.fit(OneHot.of("c").withMaxCategories(3), training).names())
        .containsExactly("c=a", "c=c", "c=d");
    assertThat(Tables.fit(OneHot.of("c").withMinCount(2), training).names())
        .containsExactly("c=c", "c=d");
  }
}
