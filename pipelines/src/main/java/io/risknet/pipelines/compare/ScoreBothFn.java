package io.risknet.pipelines.compare;

import io.risknet.transforms.bundle.BeamBundleStore;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.scoring.Scorer;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.DoFn;

/** The scores of two models and the label, row by row; what a model can't score is missing. */
final class ScoreBothFn extends DoFn<RecordBatch, RecordBatch> {
  private static final long serialVersionUID = 1;

  static final String CHAMPION = "champion";
  static final String CHALLENGER = "challenger";
  static final String LABEL = "label";

  private static final TableSchema SCORES =
      TableSchema.of(
          ColumnSchema.numeric(CHAMPION),
          ColumnSchema.numeric(CHALLENGER),
          ColumnSchema.numeric(LABEL));

  private final String champion;
  private final String challenger;
  private final String label;
  private transient Scorer first;
  private transient Scorer second;

  ScoreBothFn(String champion, String challenger, String label) {
    this.champion = champion;
    this.challenger = challenger;
    this.label = label;
  }

  @Setup
  public void setUp() throws IOException {
    first = Scorer.of(ModelBundle.load(BeamBundleStore.of(champion)));
    second = Scorer.of(ModelBundle.load(BeamBundleStore.of(challenger)));
  }

  @ProcessElement
  public void score(@Element RecordBatch rows, OutputReceiver<RecordBatch> output) {
    output.output(
        RecordBatch.of(SCORES, scores(first, rows), scores(second, rows), rows.numeric(label)));
  }

  private static NumericColumn scores(Scorer scorer, RecordBatch rows) {
    var scored = scorer.score(rows);
    var rejected =
        scored.rejected().stream()
            .map(CleaningRules.Violation::row)
            .collect(Collectors.toUnmodifiableSet());
    var scores = new double[rows.rows()];
    Arrays.fill(scores, Double.NaN);
    int next = 0;
    for (int row = 0; row < scores.length; row++) {
      if (!rejected.contains(row)) {
        scores[row] = scored.probabilities().get(next++);
      }
    }
    return NumericColumn.of(scores);
  }
}
