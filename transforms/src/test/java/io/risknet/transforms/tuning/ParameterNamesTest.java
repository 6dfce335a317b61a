package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.risknet.transforms.training.Learners;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterNamesTest {

  private static AbstractThrowableAssert<?, ? extends Throwable> assertUnknown(
      String learner, String name) {
    var tried = Learners.fromJson(learner, JsonNodeFactory.instance.objectNode());
    return assertThatThrownBy(
            () -> LearnerSpace.of(tried, Map.of(name, Dimension.choice(1)), Rounds.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameOfAnotherLibraryIsAnsweredWithTheLearnersOwn() {
    assertUnknown("xgboost", "reg_lambda").hasMessageContaining("Did you mean 'lambda'?");
    assertUnknown("logistic-regression", "learning_rate").hasMessageContaining("mean 'eta'?");
    assertUnknown("random-forest", "n_estimators").hasMessageContaining("mean 'rounds'?");
  }

  @Test
  void whatTheLearnerDoesNotHaveIsNotSuggested() {
    assertUnknown("random-forest", "reg_lambda")
        .hasMessage(
            "The search can't vary 'reg_lambda'. Known are: feature_fraction, max_depth,"
                + " min_child_weight, rounds.");
  }

  @Test
  void aMisspeltNameIsAnsweredWithTheOneThatWasMeant() {
    assertUnknown("random-forest", "feature_faction").hasMessageContaining("'feature_fraction'?");
    assertUnknown("random-forest", "round").hasMessageContaining("mean 'rounds'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_bin", "maxBins"})
  void binsAreASettingOfXgboost(String name) {
    assertUnknown("xgboost", name).hasMessageContaining("learners: {xgboost: {maxBins: 128}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_bin", "nthread", "objective", "tree_method"})
  void otherLearnersAreNotGivenTheAdviceForXgboost(String name) {
    assertUnknown("random-forest", name)
        .hasMessageStartingWith(
            "The search can't vary '" + name + "'. Known are: feature_fraction");
  }
}
