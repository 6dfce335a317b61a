package io.risknet.transforms.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.records.CategoricalColumn;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.MonthColumn;
import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.TableSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The same rows give the same counts, and so the same profile, in any order and any parts. */
class ShardingTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(
          ColumnSchema.numeric("number"),
          ColumnSchema.categorical("category"),
          ColumnSchema.month("month"));
  private static final Optional<TableProfile> REFERENCE =
      Optional.of(TableProfile.of(List.of(rows(new Random(0), 300, 0.5))));

  /** Numbers of many sizes and signs, of which a sum in doubles would depend on the order. */
  private static RecordBatch rows(Random random, int rows, double spread) {
    var numbers = new double[rows];
    var categories = new String[rows];
    var months = new int[rows];
    for (int i = 0; i < rows; i++) {
      numbers[i] =
          random.nextInt(9) == 0
              ? Double.NaN
              : random.nextInt(5) == 0
                  ? random.nextInt(3) - 1
                  : random.nextGaussian() * Math.exp(spread * 20 * random.nextGaussian());
      categories[i] = random.nextInt(7) == 0 ? "" : "c" + random.nextInt(80);
      months[i] = random.nextInt(7) == 0 ? MonthColumn.MISSING : 24_000 + random.nextInt(30);
    }
    return RecordBatch.of(
        SCHEMA,
        NumericColumn.of(numbers),
        CategoricalColumn.of(categories),
        MonthColumn.of(months));
  }

  @Property(tries = 60)
  void anyOrderAndAnyPartsGiveTheSameProfile(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 9_000) int rows) {
    var random = new Random(seed);
    var all = rows(random, rows, 1);
    var order = new ArrayList<Integer>();
    for (int row = 0; row < rows; row++) {
      order.add(row);
    }
    Collections.shuffle(order, random);
    var parts = new ArrayList<TableCounts>();
    for (int from = 0; from <= rows; ) {
      int to = Math.min(rows, from + 1 + random.nextInt(1 + rows / 2));
      var part = new TableCounts();
      part.add(all.take(order.subList(from, to).stream().mapToInt(row -> row).toArray()));
      parts.add(part);
      from = Math.max(to, from + 1);
    }
    Collections.shuffle(parts, random);

    var whole = new TableCounts();
    whole.add(all);
    assertThat(merged(parts)).isEqualTo(whole.profile(REFERENCE));
  }

  /** Merges them column by column as a pipeline does: packed, and in parts. */
  private static TableProfile merged(List<TableCounts> parts) {
    var columns = new TreeMap<String, ColumnCounts>();
    for (var part : parts) {
      part.forEach(
          (name, counts) ->
              counts
                  .parts()
                  .forEach(piece -> columns.merge(name, repacked(piece), ColumnCounts::merge)));
    }
    var profiles = new TreeMap<String, ColumnProfile>();
    columns.forEach(
        (name, counts) ->
            profiles.put(name, counts.profile(name, REFERENCE.orElseThrow().column(name))));
    return TableProfile.of(profiles);
  }

  private static ColumnCounts repacked(ColumnCounts counts) {
    try {
      var bytes = new ByteArrayOutputStream();
      counts.write(new DataOutputStream(bytes));
      return ColumnCounts.read(
          counts.type(), new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
