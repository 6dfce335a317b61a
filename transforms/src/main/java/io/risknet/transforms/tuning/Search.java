package io.risknet.transforms.tuning;

import io.risknet.transforms.evaluation.Metric;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.training.Learner;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;

/**
 * What is searched for, and how. Immutable.
 *
 * <pre>{@code
 * var search = Search.of(Grid.defaults()).withObjective(Objective.of(Metric.LOG_LOSS));
 * }</pre>
 *
 * @param strategy which points are tried
 * @param objective what makes one better than another
 */
public record Search(SearchStrategy strategy, Objective objective) implements Serializable {

  /** A search for the greatest ROC AUC. */
  public static Search of(SearchStrategy strategy) {
    return new Search(strategy, Objective.of(Metric.ROC_AUC));
  }

  /** The same for another objective. */
  public Search withObjective(Objective newObjective) {
    return new Search(strategy, newObjective);
  }

  /**
   * Checks the columns that learners name, such as those of constraints: one that no feature writes
   * would constrain nothing, and nobody would notice.
   *
   * @param plans all that the search may try; one of them has to write the column, which a step may
   *     then drop
   * @throws IllegalArgumentException when none does, naming the columns that were likely meant
   */
  public void checkColumns(Collection<FeaturePlan> plans) {
    for (var space : strategy.space().learners().values()) {
      for (var column : space.learner().columns()) {
        if (plans.stream().noneMatch(plan -> plan.mayWrite(column))) {
          throw new IllegalArgumentException(
              "The learner %s names the column '%s', %s"
                  .formatted(space.learner().name(), column, instead(column, plans)));
        }
      }
    }
  }

  private static String instead(String column, Collection<FeaturePlan> plans) {
    var input =
        plans.stream()
            .flatMap(plan -> plan.inputs().stream())
            .filter(each -> (column + ":").startsWith(each + ":") || column.startsWith(each + "="))
            .max(Comparator.comparing(String::length));
    if (input.isEmpty()) {
      return ("and no feature is made of '%s'; the columns are called after those of the table, such"
              + " as dti, state:mean or state=CA.")
          .formatted(column.split("[:=]", 2)[0]);
    }
    var written =
        plans.stream().flatMap(plan -> plan.columnsOf(input.get()).stream()).distinct().toList();
    return "which no feature writes; of '%s' they write %s."
        .formatted(
            input.get(),
            written.isEmpty()
                ? "a column for each value, such as %s=CA".formatted(input.get())
                : String.join(", ", written));
  }

  /** What trains a point. */
  Learner learner(Point point) {
    return strategy.space().learners().get(point.learner()).learner();
  }
}
