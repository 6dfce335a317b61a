package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittedFeaturesTest {

  @Test
  void writesOnlyKeptColumnsAndReadsOnlyWhatTheyNeed() {
    var rows = Loans.of(200, 31);
    var fitted =
        FeaturePlan.of(Numeric.of("dti"), Numeric.of("same"), OneHot.of("seller"))
            .then(DropByVariance.of())
            .fit(List.of(rows), 0)
            .total();
    // Of the columns of one feature some go, and others stay.
    var some =
        FittedFeatures.of(
            List.of(new OneHot.Fit("seller", List.of("B0", "B1", "B2")), new Numeric.Fit("dti")),
            List.of(new DropByVariance.Fit(Map.of("seller=B1", "for the test"))));

    assertThat(fitted.names()).doesNotContain("same").contains("dti", "seller=B0");
    assertThat(fitted.inputs()).containsExactly("dti", "seller");
    assertThat(some.names()).containsExactly("seller=B0", "seller=B2", "dti");
    var columns = Tables.columns(some.encode(rows));
    for (int row = 0; row < rows.rows(); row++) {
      var seller = rows.categorical("seller").text(row);
      assertThat(columns[0][row]).isEqualTo(seller.equals("B0") ? 1 : 0);
      assertThat(columns[1][row]).isEqualTo(seller.equals("B2") ? 1 : 0);
    }
    assertThat(columns[2]).isEqualTo(Tables.encode(Numeric.of("dti"), rows, rows)[0]);
  }

  @Test
  void aColumnsSourceIsTheColumnItIsMadeOfOrItselfWhereThereAreSeveral() {
    var fitted =
        FittedFeatures.of(
            List.of(
                new OneHot.Fit("seller", List.of("B0", "B1", "B2")),
                new EqualColumns.Fit("seller", "servicer", "same"),
                new Numeric.Fit("dti")),
            List.of(new DropByVariance.Fit(Map.of("seller=B1", "for the test"))));

    assertThat(fitted.names()).containsExactly("seller=B0", "seller=B2", "same", "dti");
    assertThat(fitted.sources()).containsExactly("seller", "seller", "same", "dti");
  }

  @Test
  void isReadFromAnArtifactOfToday() throws Exception {
    // An artifact as this release writes it: a later one has to read it, and encode alike.
    var json =
        """
        {"format":1,
         "encoders":[
           {"numeric/1":{"column":"x"}},
           {"impute/1":{"column":"x","filling":2.5}},
           {"missing-indicator/1":{"column":"x"}},
           {"mean-encode/1":{"column":"c","prior":0.25,"means":{"":0.5,"a":0.125}}},
           {"ordinal-encode/1":{"column":"c","ranks":{"b":0,"a":1}}},
           {"one-hot/1":{"column":"c","categories":["a","b"]}},
           {"equal-columns/1":{"left":"c","right":"x","name":"same"}}],
         "steps":[
           {"drop-by-variance/1":{"dropped":{"x":"no variance"}}},
           {"drop-by-correlation/1":{"dropped":{"c=b":"correlation -1.000 with 'c=a'"}}},
           {"min-max-scale/1":{"ranges":{"x:imputed":{"min":2.0,"max":3.0},
             "x:missing":{"min":0.0,"max":1.0},"c:mean":{"min":0.0,"max":0.5},
             "c:ordinal":{"min":0.0,"max":2.0},"c=a":{"min":0.0,"max":1.0},
             "same":{"min":0.0,"max":"NaN"}}}}]}
        """;
    var fitted = FittedFeatures.fromJson(FeatureJson.MAPPER.readTree(json));
    var rows =
        Tables.categories("a", "b", "")
            .with(ColumnSchema.numeric("x"), NumericColumn.of(3, Double.NaN, 2));
    var columns = Tables.columns(fitted.encode(rows));

    assertThat(fitted.names())
        .containsExactly("x:imputed", "x:missing", "c:mean", "c:ordinal", "c=a", "same");
    assertThat(columns[0]).containsExactly(1, 0.5f, 0);
    assertThat(columns[1]).containsExactly(0, 1, 0);
    assertThat(columns[2]).containsExactly(0.25f, 0.5f, 1);
    assertThat(columns[3]).containsExactly(0.5f, 0, 1.5f);
    assertThat(columns[4]).containsExactly(1, 0, 0);
    assertThat(FittedFeatures.fromJson(fitted.toJson())).isEqualTo(fitted);
  }

  @Test
  void refusesWhatItCantRead() {
    var mapper = FeatureJson.MAPPER;

    assertThatThrownBy(() -> FittedFeatures.fromJson(mapper.readTree("{\"format\":2}")))
        .hasMessageContaining("of format 2; this release reads format 1");
    assertThatThrownBy(
            () ->
                FittedFeatures.fromJson(
                    mapper.readTree("{\"format\":1,\"encoders\":[{\"mean-encode/9\":{}}]}")))
        .hasMessageContaining("There is no feature or step 'mean-encode/9'");
  }

  @Test
  void namesAColumnThatABatchLacks() {
    var fitted = FittedFeatures.of(List.of(new Numeric.Fit("dti")), List.of());

    assertThatThrownBy(() -> fitted.encode(Tables.numbers(1))).hasMessageContaining("'dti'");
    assertThatThrownBy(() -> fitted.write(Loans.of(2, 1), FloatMatrix.of(2, 2)))
        .hasMessageContaining("do not fit a matrix of 2 rows and 2 columns");
  }
}
