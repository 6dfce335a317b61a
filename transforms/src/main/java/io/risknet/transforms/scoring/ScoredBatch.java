package io.risknet.transforms.scoring;

import io.risknet.transforms.cleaning.CleaningRules.Violation;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import java.util.List;

/**
 * The scores of a batch.
 *
 * @param clean the rows that were scored, cleaned
 * @param probabilities the probability of label 1, one for each of those rows
 * @param rejected why the other rows were not scored; rows count in the batch before cleaning
 */
public record ScoredBatch(
    RecordBatch clean, NumericColumn probabilities, List<Violation> rejected) {
  /** The column of probabilities in {@link #scores}. */
  public static final ColumnSchema PROBABILITY = ColumnSchema.numeric("probability");

  /** Copies the list. */
  public ScoredBatch {
    rejected = List.copyOf(rejected);
  }

  /**
   * The scored rows with their id, {@code probability}, and their label where the input has one. Id
   * and label keep their names and roles.
   */
  public RecordBatch scores() {
    var others =
        clean.schema().columns().stream()
            .filter(column -> !isKept(column.role()))
            .map(ColumnSchema::name)
            .toList();
    return clean.without(others).with(PROBABILITY, probabilities);
  }

  private static boolean isKept(ColumnRole role) {
    return role == ColumnRole.ID || role == ColumnRole.LABEL;
  }
}
