package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchReaderTest {
  private static final String SPACE = "'rounds': [50, 100], 'space': {'eta': [0.1, 0.2]}";

  private static Search read(String text) throws Exception {
    return SearchReader.fromJson(json(text), 7);
  }

  private static JsonNode json(String text) throws Exception {
    return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
  }

  private static List<Candidate> first(Search search) {
    return search.strategy().suggest(0, Leaderboard.of(List.of(), search.objective()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'strategy': 'grid'                                        | grid      | 2 | 1",
        "'strategy': 'random', 'trials': 2                         | random    | 2 | 1",
        "'strategy': 'tpe', 'trials': 2, 'batch': 1                | tpe       | 1 | 2",
        "'strategy': 'halving', 'factor': 2                        | halving   | 2 | 2",
        "'strategy': 'halving', 'factor': 2, 'minimum': 100        | halving   | 2 | 1",
        "'strategy': 'halving', 'factor': 2, 'minimum': 100, 'aggressive': true | halving | 2 | 2",
        "'strategy': 'halving', 'resource': 'rows', 'minimum': 0.5 | halving   | 2 | 1",
        "'strategy': 'hyperband', 'factor': 2, 'minimum': 50       | hyperband | 2 | 2",
      })
  void readsEveryStrategy(String keys, String name, int firstTrials, int stages) throws Exception {
    var search = read("{" + keys + "," + SPACE + "}");

    assertThat(search.strategy().name()).isEqualTo(name);
    assertThat(search.strategy().stages()).isEqualTo(stages);
    assertThat(first(search)).hasSize(firstTrials);
    assertThat(search.objective()).isEqualTo(Objective.of(Metric.ROC_AUC));
  }

  @Test
  void theSeedIsThatOfTheRun() throws Exception {
    var text =
        "{'strategy': 'random', 'trials': 5, 'rounds': 9, 'space': {'eta': {'uniform': [0.1, 1]}}}";

    assertThat(first(SearchReader.fromJson(json(text), 8)))
        .isNotEqualTo(first(SearchReader.fromJson(json(text), 7)));
  }

  @Test
  void readsObjectives() throws Exception {
    assertThat(read("{'strategy': 'grid', 'objective': 'logLoss'," + SPACE + "}").objective())
        .isEqualTo(Objective.of(Metric.LOG_LOSS));
    assertThat(
            read("{'strategy': 'grid', 'objective': {'maximize': {'rocAuc': 1, 'brier': -2}},"
                    + " 'oneStandardError': true,"
                    + SPACE
                    + "}")
                .objective())
        .isEqualTo(
            Objective.maximize(Map.of(Metric.ROC_AUC, 1.0, Metric.BRIER, -2.0))
                .withOneStandardError());
  }

  @Test
  void readsLearnersWithTheirSettings() throws Exception {
    var search =
        read(
            "{'strategy': 'grid', 'learners': {'xgboost': {'monotone': {'dti': 1}, 'interactions':"
                + " [['dti', 'ltv']], 'balanced': true, 'maxBins': 64, 'rounds': {'max': 100,"
                + " 'every': 50, 'patience': 30}, 'space': {'max_depth': {'integer': [2, 4]}}}}}");

    assertThat(search.strategy().space().learners().get("xgboost"))
        .isEqualTo(
            LearnerSpace.of(
                XGBoostLearner.defaults()
                    .withMonotone(Map.of("dti", 1))
                    .withInteractions(List.of(List.of("dti", "ltv")))
                    .withBalancedClasses()
                    .withMaxBins(64),
                Map.of("max_depth", Dimension.integer(2, 4)),
                Rounds.of(50, 100).withPatience(30)));
    assertThat(first(search)).hasSize(3);
  }

  @Test
  void plansMultiplyThePoints() throws Exception {
    var search =
        read(
            "{'strategy': 'grid', 'plan': {'smoothing': [5, 20, 80], 'flags': [true, false]},"
                + SPACE
                + "}");

    assertThat(first(search)).hasSize(12);
    assertThat(first(search).get(0).point().plan())
        .isEqualTo(Map.of("flags", "true", "smoothing", "5"));
  }

  @Test
  void plansThatFeaturesMakeTheSameAreTriedOnce() throws Exception {
    var features =
        "{'encode': [{'numeric': 'dti'}, {'mean-encode': {'columns': ['state'],"
            + " 'smoothing': '$smoothing', 'when': '$states'}}]}";
    var search =
        "{'strategy': 'grid', 'plan': {'smoothing': [5, 20, 80], 'states': [true, false]},"
            + SPACE
            + "}";

    // Two learning rates: without states, and with them smoothed in three ways.
    assertThat(first(SearchReader.fromJson(json(search), PlanTemplate.of(json(features)), 7)))
        .hasSize(2 * (1 + 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'strategy': 'simplex'}         | The search's strategy is \"simplex\"; there are grid,",
        "{}                              | In the search the strategy is missing; give one, as in {strategy: grid}; there are grid, random, halving, hyperband and tpe.",
        "'random'                        | In the search the strategy is missing",
        "{'strategy': null}              | In the search the strategy is missing",
        "{'strategy': 'grid', 'trails': 3, 'rounds': 9} | have no key 'trails'; the keys are",
        "{'strategy': 'grid', 'trials': 3, 'rounds': 9} | have no key 'trials'",
        "{'strategy': 'grid'}            | names no rounds",
        "{'strategy': 'grid', 'rounds': {'upTo': 3}} | no key 'upTo'",
        "{'strategy': 'grid', 'rounds': {'max': 2147483647, 'every': 1500000000}} | The rounds go up to 2147483647; they take",
        "{'strategy': 'grid', 'rounds': {'max': 1.5}} | gives 1.5 for max; it takes a whole number",
        "{'strategy': 'grid', 'rounds': 9, 'space': {'eta': {'uniform': [0.1, 1]}}} | eta is a range",
        "{'strategy': 'grid', 'rounds': 9, 'space': {'etta': 1}} | Did you mean 'eta'?",
        "{'strategy': 'grid', 'rounds': 9, 'space': {'eta': 2}} | gives 2 for eta, which takes a num",
        "{'strategy': 'random', 'rounds': 9, 'space': {'eta': 0.1}} | The search's trials are missing; say how many points it tries, such as trials: 60.",
        "{'strategy': 'tpe', 'rounds': 9, 'space': {'eta': 0.1}} | The search's trials are missing",
        "{'strategy': 'random', 'trials': 0, 'rounds': 9} | at least one trial, not 0",
        "{'strategy': 'random', 'trials': 'x', 'rounds': 9} | gives \"x\" for trials; it takes a who",
        "{'strategy': 'random', 'trials': 3, 'rounds': 9, 'space': {'max_depth': {'uniform': [3, 9], 'step': 0.5}}} | 3.5 for max_depth",
        "{'strategy': 'halving', 'resource': 'time', 'rounds': 9} | \"time\"; there are rounds and rows",
        "{'strategy': 'grid', 'learners': {'perceptron': {'rounds': 9}}} | There is no learner 'percep",
        "{'strategy': 'grid', 'learners': {'xgboost': {'rounds': 9, 'bins': 3}}} | xgboost has no key",
        "{'strategy': 'grid', 'learners': {'xgboost': {'rounds': 9}}, 'rounds': 9} | put those under",
        "{'strategy': 'grid', 'rounds': 9, 'objective': 'accuracy'} | no metric 'accuracy'; there are",
        "{'strategy': 'grid', 'rounds': 9, 'objective': {'rocAuc': 1}} | The objective is {",
        "{'strategy': 'grid', 'rounds': 9, 'objective': {'maximize': {'rocAuc': 0}}} | weighs rocAuc by 0.0, which ranks nothing",
        "{'strategy': 'grid', 'rounds': 9, 'objective': {'minimize': {'brier': 1e999}}} | weighs brier by Infinity",
        "{'strategy': 'grid', 'rounds': 9, 'plan': {'smoothing': 5}} | takes a list of values",
        "{'strategy': 'grid', 'rounds': 9, 'plan': {'lambda': [1, 2]}} | lambda is called as a parameter of xgboost",
        "{'strategy': 'grid', 'learners': {'xgboost': {'rounds': 9}, 'liblinear': {'rounds': 1}}, 'plan': {'C': [1, 2]}} | C is called as a parameter of liblinear",
        "{'strategy': 'grid', 'rounds': 9, 'plan': {'rounds': [1, 2]}} | rounds is called as a column of leaderboard.csv",
        "{'strategy': 'grid', 'rounds': 9, 'space': {'gamma': {'choice': [1], 'when': {'max_depth': 8}}}} | which the search does not vary",
      })
  void refusesWhatCanNotBeTried(String text, String sentence) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'oneStandardError': 'yes'   | The search gives \"yes\" for oneStandardError; it takes true or false.",
        "'plan': [5, 20]             | The search gives [5,20] for plan; it takes lists by parameter, such as {smoothing: [5, 20]}.",
        "'plan': {'smoothing': [[]]} | The plan parameter smoothing is [[]]; it takes a list of values.",
        "'space': ['eta']            | The search space is [\"eta\"]; it takes values by parameter, such as {max_depth: [3, 6]}.",
        "'space': {'eta': {'uniform': [0.1, 1], 'step': 'x'}} | The search space gives \"x\" for the step of eta; it takes a number above 0.",
      })
  void refusesAValueOfAnotherKind(String key, String sentence) {
    assertThatThrownBy(() -> read("{'strategy': 'random', 'trials': 3, 'rounds': 9, " + key + "}"))
        .hasMessage(sentence);
  }

  @Test
  void refusesAnAnswerThatIsNeitherTrueNorFalse() {
    assertThatThrownBy(() -> read("{'strategy': 'halving', 'aggressive': 'yes'," + SPACE + "}"))
        .hasMessage("The search gives \"yes\" for aggressive; it takes true or false.");
  }

  @Test
  void refusesLearnersWithoutKeys() {
    assertThatThrownBy(() -> read("{'strategy': 'grid', 'learners': ['xgboost']}"))
        .hasMessage(
            "The search gives [\"xgboost\"] for learners; it takes keys and values by name, such as"
                + " {xgboost: {rounds: [100]}}.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'balanced': 'yes'           | \"yes\" for balanced; it takes true or false.",
        "'maxBins': '128'            | \"128\" for maxBins; it takes a whole number.",
        "'maxBins': 64.5             | 64.5 for maxBins; it takes a whole number.",
        "'monotone': {'dti': 1.7}    | 1.7 for monotone.dti; it takes a whole number.",
        "'monotone': ['dti']         | [\"dti\"] for monotone; it takes 1 or -1 by column, such as {dti: 1}.",
        "'interactions': 'dti'       | \"dti\" for interactions; it takes lists such as [[a, b]].",
        "'interactions': ['dti']     | [\"dti\"] for interactions; it takes lists such as [[a, b]].",
        "'interactions': [[['dti']]] | [[[\"dti\"]]] for interactions; it takes lists such as [[a, b]].",
      })
  void refusesASettingOfAnotherKind(String setting, String sentence) {
    var text = "{'strategy': 'grid', 'learners': {'xgboost': {'rounds': 9, " + setting + "}}}";

    assertThatThrownBy(() -> read(text)).hasMessage("The learner xgboost is given " + sentence);
  }
}
