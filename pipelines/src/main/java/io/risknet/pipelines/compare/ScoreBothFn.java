package io.risknet.pipelines.compare;

import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** The scores of two models and the label, row by row; what a model can't score is missing. */
final class ScoreBothFn extends DoFn<KV<Integer, RecordBatch>, KV<Integer, RecordBatch>> {
  private static final long serialVersionUID = 1;

  static final String CHAMPION = "champion";
  static final String CHALLENGER = "challenger";
  static final String LABEL = "label";

  static final TableSchema SCORES =
      TableSchema.of(
          ColumnSchema.numeric(CHAMPION),
          ColumnSchema.numeric(CHALLENGER),
          ColumnSchema.numeric(LABEL));

  private final String champion;
  private final String challenger;
  private final String label;
  private transient LoneScorer first;
  private transient LoneScorer second;

  ScoreBothFn(String champion, String challenger, String label) {
    this.champion = champion;
    this.challenger = challenger;
    this.label = label;
  }

  @Setup
  public void setUp() throws IOException {
    first = LoneScorer.at(champion);
    second = LoneScorer.at(challenger);
  }

  @ProcessElement
  public void score(
      @Element KV<Integer, RecordBatch> bucket, OutputReceiver<KV<Integer, RecordBatch>> output) {
    var rows = bucket.getValue();
    var scores =
        RecordBatch.of(SCORES, first.scores(rows), second.scores(rows), rows.numeric(label));
    output.output(KV.of(bucket.getKey(), scores));
  }
}
