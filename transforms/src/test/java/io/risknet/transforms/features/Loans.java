package io.risknet.transforms.features;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.records.TextColumn;
import io.risknet.transforms.splits.Folds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Made-up loans for tests: numbers, categories and months, with missing ones, a label and folds.
 */
final class Loans {
  static final TableSchema SCHEMA =
      TableSchema.of(
          ColumnSchema.id("loan"),
          ColumnSchema.numeric("dti"),
          ColumnSchema.numeric("ltv"),
          ColumnSchema.numeric("cltv"),
          ColumnSchema.numeric("rare"),
          ColumnSchema.numeric("same"),
          ColumnSchema.categorical("state"),
          ColumnSchema.categorical("seller"),
          ColumnSchema.categorical("servicer"),
          ColumnSchema.month("first_payment"),
          ColumnSchema.numeric("progress").withRole(ColumnRole.OUTCOME),
          ColumnSchema.label("default"));

  private Loans() {}

  /** Some loans; the label depends on the state and on the dti. */
  static RecordBatch of(int rows, long seed) {
    var random = new Random(seed);
    var id = new String[rows];
    var numbers = new double[6][rows];
    var texts = new String[3][rows];
    var months = new int[rows];
    var label = new double[rows];
    for (int row = 0; row < rows; row++) {
      id[row] = "L" + seed + "-" + row;
      numbers[0][row] = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(650) / 10.0;
      numbers[1][row] = random.nextInt(20) == 0 ? Double.NaN : 20 + random.nextInt(77);
      numbers[2][row] = numbers[1][row] + random.nextInt(4);
      numbers[3][row] = random.nextInt(10) < 8 ? Double.NaN : random.nextGaussian();
      numbers[4][row] = 7;
      texts[0][row] = random.nextInt(15) == 0 ? "" : "S" + (int) Math.sqrt(random.nextInt(100));
      texts[1][row] = "B" + random.nextInt(4);
      texts[2][row] = random.nextInt(12) == 0 ? "" : "B" + random.nextInt(4);
      months[row] = random.nextInt(25) == 0 ? MonthColumn.MISSING : 24_000 + random.nextInt(40);
      double risk = 0.1 + Math.floorMod(texts[0][row].hashCode(), 7) / 20.0 + numbers[0][row] / 200;
      label[row] = random.nextDouble() < (Double.isNaN(risk) ? 0.5 : risk) ? 1 : 0;
      numbers[5][row] = 1 - label[row];
    }
    return RecordBatch.of(
        SCHEMA,
        TextColumn.of(id),
        NumericColumn.of(numbers[0]),
        NumericColumn.of(numbers[1]),
        NumericColumn.of(numbers[2]),
        NumericColumn.of(numbers[3]),
        NumericColumn.of(numbers[4]),
        CategoricalColumn.of(texts[0]),
        CategoricalColumn.of(texts[1]),
        CategoricalColumn.of(texts[2]),
        MonthColumn.of(months),
        NumericColumn.of(numbers[5]),
        NumericColumn.of(label));
  }

  /** The same rows with the fold column, at random. */
  static RecordBatch folded(RecordBatch rows, int folds, long seed) {
    var random = new Random(seed);
    var fold = random.ints(rows.rows(), 0, folds).asDoubleStream().toArray();
    return Folds.assign(rows, NumericColumn.of(fold));
  }

  /** The same rows in another order, in some batches. */
  static List<RecordBatch> sharded(RecordBatch rows, int shards, long seed) {
    var random = new Random(seed);
    var order = new ArrayList<>(IntStream.range(0, rows.rows()).boxed().toList());
    Collections.shuffle(order, random);
    var shardOf = random.ints(rows.rows(), 0, shards).toArray();
    return IntStream.range(0, shards)
        .mapToObj(
            shard ->
                rows.take(
                    order.stream()
                        .filter(row -> shardOf[row] == shard)
                        .mapToInt(Integer::intValue)
                        .toArray()))
        .toList();
  }

  /** The rows of which the fold is one of these. */
  static RecordBatch onlyFolds(RecordBatch rows, List<Integer> folds) {
    return rows.take(
        IntStream.range(0, rows.rows())
            .filter(row -> folds.contains(Folds.of(rows, row)))
            .toArray());
  }
}
