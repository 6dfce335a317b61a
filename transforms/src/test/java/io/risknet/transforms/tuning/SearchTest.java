package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.features.EqualColumns;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.Impute;
import io.risknet.transforms.features.MeanEncode;
import io.risknet.transforms.features.Numeric;
import io.risknet.transforms.features.OneHot;
import io.risknet.transforms.features.WeightOfEvidence;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final FeaturePlan PLAN =
      FeaturePlan.of(
          Numeric.of("dti"),
          Impute.mean("dti"),
          WeightOfEvidence.of("credit_score"),
          MeanEncode.of("state"),
          OneHot.of("channel"),
          EqualColumns.of("seller", "servicer").withName("same"));

  @ParameterizedTest
  @ValueSource(
      strings = {"dti", "dti:imputed", "credit_score:woe", "state:mean", "channel=R", "same"})
  void aConstraintNamesAColumnAsFeaturesWriteIt(String column) {
    assertThatCode(() -> check(column, PLAN)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "credit_score | which no feature writes; of 'credit_score' they write credit_score:woe.",
        "state:mena   | which no feature writes; of 'state' they write state:mean.",
        "dti:woe      | which no feature writes; of 'dti' they write dti, dti:imputed.",
        "state=CA     | which no feature writes; of 'state' they write state:mean.",
        "channel      | which no feature writes; of 'channel' they write a column for each value, such as channel=CA.",
        "incone       | and no feature is made of 'incone'; the columns are called after those of the table, such as dti, state:mean or state=CA.",
      })
  void aConstraintOnAnythingElseIsRefused(String column, String sentence) {
    assertThatThrownBy(() -> check(column, PLAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The learner xgboost names the column '" + column + "', " + sentence);
  }

  @Test
  void groupsOfColumnsThatMayInteractAreCheckedToo() {
    var learner = XGBoostLearner.defaults().withInteractions(List.of(List.of("dti", "ltv")));

    assertThatThrownBy(() -> check(learner, PLAN)).hasMessageContaining("'ltv'");
  }

  @Test
  void whatOneOfThePlansWritesWillDo() {
    assertThatCode(() -> check("ltv", PLAN, FeaturePlan.of(Numeric.of("ltv"))))
        .doesNotThrowAnyException();
  }

  private static void check(String column, FeaturePlan... plans) {
    check(XGBoostLearner.defaults().withMonotone(Map.of(column, -1)), plans);
  }

  private static void check(XGBoostLearner learner, FeaturePlan... plans) {
    var space = SearchSpace.of(LearnerSpace.of(learner, Map.of(), Rounds.of(5)));
    Search.of(Grid.of(space)).checkColumns(Arrays.asList(plans));
  }
}
