package io.risknet.transforms.tuning;

import io.risknet.transforms.training.Learner;
import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.training.XGBoostLearner;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parameters of a learner by name; a wrong name is answered with the one that was meant. */
final class ParameterNames {
  private static final String ROUNDS = "rounds";
  private static final String MAX_BINS =
      "Set maxBins beside the rounds and the space, as in learners: {xgboost: {maxBins: 128}}:"
          + " all trials share one binned index.";

  /** Other names the same thing goes by. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "learning_rate", "eta",
          "min_split_loss", "gamma",
          "reg_alpha", "alpha",
          "reg_lambda", "lambda",
          "n_estimators", ROUNDS,
          "num_round", ROUNDS,
          "num_boost_round", ROUNDS);

  /** What a user of XGBoost may look for here, and where it is set. */
  private static final Map<String, String> SET_ELSEWHERE =
      Map.of(
          "max_bin", MAX_BINS,
          "maxBins", MAX_BINS,
          "nthread", "Each training has one thread, and several run at a time.",
          "seed", "Each trial's seed follows from its id.",
          "objective", "It is always binary:logistic.",
          "tree_method", "It is always hist.");

  private final List<Parameter> parameters;
  private final Map<String, String> setElsewhere;

  ParameterNames(Learner learner) {
    parameters = learner.parameters();
    setElsewhere = learner instanceof XGBoostLearner ? SET_ELSEWHERE : Map.of();
  }

  /** The parameter of this name. */
  Parameter find(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The search can't vary '%s'. %s".formatted(name, advice(name))));
  }

  private String advice(String name) {
    if (setElsewhere.containsKey(name)) {
      return setElsewhere.get(name);
    }
    var suggestion = meant(name).map("Did you mean '%s'? "::formatted).orElse("");
    return suggestion + "Known are: %s.".formatted(known().collect(Collectors.joining(", ")));
  }

  /** The parameter that was meant, if the learner has one that may have been. */
  private Optional<String> meant(String name) {
    var other = OTHER_NAMES.getOrDefault(name, "");
    return known().anyMatch(other::equals)
        ? Optional.of(other)
        : known()
            .filter(known -> 2 * distance(name, known) <= Math.max(name.length(), known.length()))
            .min(Comparator.comparing(known -> distance(name, known)));
  }

  private Stream<String> known() {
    return Stream.concat(parameters.stream().map(Parameter::name), Stream.of(ROUNDS));
  }

  /** Levenshtein's distance: letters to insert, drop or change. */
  private static int distance(String left, String right) {
    var row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
