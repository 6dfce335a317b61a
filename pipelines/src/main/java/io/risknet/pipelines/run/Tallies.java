package io.risknet.pipelines.run;

import io.risknet.transforms.records.RangeStats;
import io.risknet.transforms.records.Reject;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Counts under names, summed over the run for its manifest: {@code table.lines} and {@code
 * table.rejected} for every table, which is called as its option, and what the label leaves out.
 */
public final class Tallies {
  /** Ends the name of a table's count of lines. */
  public static final String LINES = ".lines";

  /** Ends the name of a table's count of rejected lines and rows. */
  public static final String REJECTED = ".rejected";

  /** Ends the name of a table's count of rows that were read and can't be scored. */
  private static final String UNSCORED = ".unscored";

  /** The rows with a label. */
  public static final String LABELLED = "labelled";

  private static final TypeDescriptor<KV<String, Long>> TALLY =
      TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.longs());

  private Tallies() {}

  /** The lines of all tables that these tallies, summed up, tell of. */
  public static long lines(Map<String, Long> tallies) {
    return sum(tallies, LINES);
  }

  /** The rejected lines and rows of all tables. */
  public static long rejected(Map<String, Long> tallies) {
    return sum(tallies, REJECTED);
  }

  /** The rows of all tables that were read and can't be scored. */
  public static long unscored(Map<String, Long> tallies) {
    return sum(tallies, UNSCORED);
  }

  private static long sum(Map<String, Long> tallies, String ending) {
    return tallies.entrySet().stream()
        .filter(tally -> tally.getKey().endsWith(ending))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Lines read of a table, and those that the reader rejected. */
  public static PTransform<PCollection<? extends RangeStats>, PCollection<KV<String, Long>>>
      ofRanges(String table) {
    return FlatMapElements.into(TALLY)
        .via(
            (RangeStats range) ->
                List.of(
                    KV.of(table + LINES, range.rows() + range.rejected()),
                    KV.of(table + REJECTED, range.rejected())));
  }

  /** Rows of a table that a later step rejected. */
  public static PTransform<PCollection<? extends Reject>, PCollection<KV<String, Long>>> ofRejects(
      String table) {
    return ofRejects(table, REJECTED);
  }

  /** Rows of a table that are in the results all the same, without a score. */
  public static PTransform<PCollection<? extends Reject>, PCollection<KV<String, Long>>> ofUnscored(
      String table) {
    return ofRejects(table, UNSCORED);
  }

  private static PTransform<PCollection<? extends Reject>, PCollection<KV<String, Long>>> ofRejects(
      String table, String ending) {
    return MapElements.into(TALLY).via((Reject reject) -> KV.of(table + ending, reject.rows()));
  }
}
