package io.risknet.pipelines.compare;

import io.risknet.transforms.bundle.BeamBundleStore;
import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.DelimitedRow;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchBuilder;
import io.risknet.transforms.records.RejectedRowException;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.scoring.Scorer;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Scores rows of a {@link CommonTable} as one of its models does where it is alone. */
final class LoneScorer {
  private final Scorer scorer;

  private LoneScorer(Scorer scorer) {
    this.scorer = scorer;
  }

  /** With the model at a Beam path. */
  static LoneScorer at(String location) throws IOException {
    return of(ModelBundle.load(BeamBundleStore.of(location)));
  }

  static LoneScorer of(ModelBundle bundle) {
    return new LoneScorer(Scorer.of(bundle));
  }

  /** The score of each row; missing where the model can't read it, or its rules reject it. */
  NumericColumn scores(RecordBatch rows) {
    var malformed = new BitSet();
    var own = rows;
    for (var column : scorer.bundle().schema().columns()) {
      if (rows.column(column.name()).type() != column.type()) {
        own = own.with(column, parsed(column, rows.text(column.name()), malformed));
      }
    }
    var scored = scorer.score(own);
    var rejected = new BitSet();
    scored.rejected().forEach(violation -> rejected.set(violation.row()));
    var scores = new double[rows.rows()];
    int next = 0;
    for (int row = 0; row < scores.length; row++) {
      double score = rejected.get(row) ? Double.NaN : scored.probabilities().get(next++);
      scores[row] = malformed.get(row) ? Double.NaN : score;
    }
    return NumericColumn.of(scores);
  }

  /** Texts as the reader parses them for this model; what it would reject is missing, and noted. */
  private Column parsed(ColumnSchema column, TextColumn texts, BitSet malformed) {
    var names = List.of(column.name());
    var missing = scorer.bundle().missing();
    var builder = RecordBatchBuilder.of(TableSchema.of(column), texts.size());
    for (int row = 0; row < texts.size(); row++) {
      try {
        builder.addRow(DelimitedRow.of(names, missing, List.of(texts.text(row))));
      } catch (RejectedRowException e) {
        malformed.set(row);
        builder.addRow(DelimitedRow.of(names, missing, List.of("")));
      }
    }
    return builder.build().columns().get(0);
  }
}
