package io.risknet.pipelines.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.risknet.transforms.evaluation.AdverseImpact;
import io.risknet.transforms.evaluation.Approval;
import java.util.List;

/**
 * How a model treats the groups of protected columns.
 *
 * @param approval who would be approved; its threshold is on the scale of the scores that the model
 *     gives
 * @param columns each protected column with its groups
 * @param features the protected columns that are features of the model
 * @param warnings what else has to be known to judge, each in a sentence
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FairLending(
    Approval approval, List<AdverseImpact> columns, List<String> features, List<String> warnings) {

  /** Copies the lists; an absent one is empty. */
  public FairLending {
    columns = columns == null ? List.of() : List.copyOf(columns);
    features = features == null ? List.of() : List.copyOf(features);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }
}
