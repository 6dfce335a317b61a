package io.risknet.transforms.scoring;

import io.risknet.transforms.cleaning.CleaningRules.Violation;
import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The scores of a batch.
 *
 * @param clean the rows that were scored, cleaned
 * @param probabilities the probability of label 1, one for each of those rows
 * @param points the points of each of those rows, where the model's bundle says how they are made
 * @param reasons the names of the columns that speak most against each of those rows, the worst
 *     first, missing where fewer do; as many as were asked for
 * @param rejected why the other rows were not scored; rows count in the batch before cleaning
 */
public record ScoredBatch(
    RecordBatch clean,
    NumericColumn probabilities,
    Optional<NumericColumn> points,
    List<CategoricalColumn> reasons,
    List<Violation> rejected) {
  /** The column of probabilities in {@link #scores}. */
  public static final ColumnSchema PROBABILITY = ColumnSchema.numeric("probability");

  /** The column of points in {@link #scores}. */
  public static final ColumnSchema POINTS = ColumnSchema.numeric("points");

  /** The column of a reason in {@link #scores}: {@code reason1} is the first. */
  public static ColumnSchema reason(int number) {
    return ColumnSchema.categorical("reason" + number);
  }

  /** Copies the lists. */
  public ScoredBatch {
    reasons = List.copyOf(reasons);
    rejected = List.copyOf(rejected);
  }

  /**
   * The scored rows with their id, {@code probability}, {@code points} where the model has them,
   * {@code reason1} and so on where they were asked for, and their label where the input has one.
   * Id and label keep their names and roles.
   */
  public RecordBatch scores() {
    return scores(List.of());
  }

  /**
   * The same with these columns of the input as well, cleaned; those that it lacks are left out.
   */
  public RecordBatch scores(List<String> kept) {
    var others =
        clean.schema().columns().stream()
            .filter(column -> !isKept(column.role()))
            .map(ColumnSchema::name)
            .filter(name -> !kept.contains(name))
            .toList();
    var scores = clean.without(others).with(PROBABILITY, probabilities);
    if (points.isPresent()) {
      scores = scores.with(POINTS, points.get());
    }
    for (int i = 0; i < reasons.size(); i++) {
      scores = scores.with(reason(i + 1), reasons.get(i));
    }
    return scores;
  }

  /**
   * The rejected rows in the form of {@link #scores(List)}, as they came and with nothing told.
   *
   * @param raw the batch before cleaning
   */
  RecordBatch unscored(RecordBatch raw, List<String> kept) {
    var rows = rejected.stream().mapToInt(Violation::row).sorted().toArray();
    var noNumber =
        NumericColumn.of(DoubleStream.generate(() -> Double.NaN).limit(rows.length).toArray());
    var noReason =
        CategoricalColumn.of(Collections.nCopies(rows.length, "").toArray(String[]::new));
    return new ScoredBatch(
            raw.take(rows),
            noNumber,
            points.map(any -> noNumber),
            Collections.nCopies(reasons.size(), noReason),
            List.of())
        .scores(kept);
  }

  private static boolean isKept(ColumnRole role) {
    return role == ColumnRole.ID || role == ColumnRole.LABEL;
  }
}
