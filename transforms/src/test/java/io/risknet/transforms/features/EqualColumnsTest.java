package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import org.junit.jupiter.api.Test;

class EqualColumnsTest implements FeatureContract<Nothing> {
  @Override
  public Feature<Nothing> feature() {
    return EqualColumns.of("seller", "servicer");
  }

  @Test
  void comparesCategories() {
    var rows =
        Tables.categories("a", "b", "", "a", "")
            .with(ColumnSchema.categorical("d"), CategoricalColumn.of("a", "a", "a", "", ""));

    assertThat(Tables.encode(EqualColumns.of("c", "d"), rows, rows)[0])
        .containsExactly(1, 0, Float.NaN, Float.NaN, Float.NaN);
  }

  @Test
  void comparesColumnsOfOtherTypesAsText() {
    var rows =
        Tables.categories("1", "2").with(ColumnSchema.numeric("x"), NumericColumn.of(1.0, 1.0));

    assertThat(Tables.encode(EqualColumns.of("c", "x"), rows, rows)[0]).containsExactly(1, 0);
  }

  @Test
  void mayBeNamed() {
    assertThat(Tables.fit(EqualColumns.of("c", "d").withName("same"), Loans.of(1, 1)).names())
        .containsExactly("same");
  }
}
