package io.risknet.transforms.tuning;

import io.risknet.transforms.training.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a learner by name; a wrong name is answered with the one that was meant. */
final class ParameterNames {
  /** Other names the same thing goes by, and what is set elsewhere. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "learning_rate", "eta",
          "min_split_loss", "gamma",
          "reg_alpha", "alpha",
          "reg_lambda", "lambda",
          "n_estimators", "rounds",
          "num_round", "rounds",
          "num_boost_round", "rounds");

  private static final Map<String, String> SET_ELSEWHERE =
      Map.of(
          "max_bin", "All trials share one binned index, of 256 bins.",
          "nthread", "Each training has one thread, and several run at a time.",
          "seed", "Each trial's seed follows from its id.",
          "objective", "It is always binary:logistic.",
          "tree_method", "It is always hist.");

  private final List<Parameter> parameters;

  ParameterNames(List<Parameter> parameters) {
    this.parameters = parameters;
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
    if (SET_ELSEWHERE.containsKey(name)) {
      return SET_ELSEWHERE.get(name);
    }
    var known = parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    return "Did you mean '%s'? Known are: %s, rounds.".formatted(closest(name), known);
  }

  private String closest(String name) {
    return OTHER_NAMES.containsKey(name)
        ? OTHER_NAMES.get(name)
        : parameters.stream()
            .map(Parameter::name)
            .min(Comparator.comparing(known -> distance(name, known)))
            .orElse("rounds");
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
