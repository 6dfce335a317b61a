package io.risknet.pipelines.ablation;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.risknet.pipelines.run.OutputDirectory;
import io.risknet.transforms.evaluation.AucDifference;
import io.risknet.transforms.evaluation.Evaluation;
import io.risknet.transforms.evaluation.Interval;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.IdHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The test rows of a training run with their scores, in an order that only the ids decide: rows of
 * two runs can be paired. Takes 24 bytes a row.
 */
final class TestScores {
  private static final double LEVEL = 0.95;
  private static final ObjectReader ROWS =
      new CsvMapper().readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader());

  private final long[] ids;
  private final double[] scores;
  private final double[] labels;

  private TestScores(List<Row> rows) {
    ids = rows.stream().mapToLong(Row::id).toArray();
    scores = rows.stream().mapToDouble(Row::score).toArray();
    labels = rows.stream().mapToDouble(Row::label).toArray();
  }

  private record Row(long id, double score, double label) {
    static Row of(Map<String, String> cells) {
      return new Row(
          IdHash.of(cells.get("id")),
          scoreOrNone(cells.get("probability")),
          Double.parseDouble(cells.get("label")));
    }

    /** A row that lacks what the model can't do without has none. */
    private static double scoreOrNone(String cell) {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
  }

  /** Reads what a run wrote. */
  static TestScores read(OutputDirectory run) throws IOException {
    var rows = new ArrayList<Row>();
    for (var file : AtomicFile.find(run.below("scores/*.csv"))) {
      var bytes = AtomicFile.read(file.resourceId().toString()).orElseThrow();
      try (var lines = ROWS.<Map<String, String>>readValues(new ByteArrayInputStream(bytes))) {
        lines.forEachRemaining(cells -> rows.add(Row.of(cells)));
      }
    }
    rows.sort(Comparator.comparingLong(Row::id));
    return new TestScores(rows);
  }

  /** All that is told of them. */
  Evaluation evaluate() {
    return Evaluation.of(ScoreDistribution.of(scores, labels));
  }

  /** Whether both are of the same rows with the same labels. */
  boolean areOfTheRowsOf(TestScores other) {
    return Arrays.equals(ids, other.ids) && Arrays.equals(labels, other.labels);
  }

  /** By how much the ROC AUC of these is above that of others of the same rows. */
  Interval gainOver(TestScores other) {
    return AucDifference.of(other.scores, scores, labels, LEVEL).difference();
  }
}
