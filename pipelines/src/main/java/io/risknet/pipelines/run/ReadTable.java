package io.risknet.pipelines.run;

import io.risknet.transforms.cleaning.CleanRecords;
import io.risknet.transforms.records.RangeStats;
import io.risknet.transforms.records.ReadDelimited;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.Reject;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/** Reads and cleans a table. */
public final class ReadTable extends PTransform<PBegin, ReadTable.Result> {
  private static final long serialVersionUID = 1;

  private final String tableName;
  private final TableReading reading;
  private final String glob;
  private final long rangeBytes;

  private ReadTable(String tableName, TableReading reading, String glob, long rangeBytes) {
    this.tableName = tableName;
    this.reading = reading;
    this.glob = glob;
    this.rangeBytes = rangeBytes;
  }

  /**
   * Reads the files of a table.
   *
   * @param tableName name of the table in messages and tallies
   * @param reading how it is read
   * @param glob its files
   * @param rangeBytes size of the ranges that files are read in
   */
  public static ReadTable of(String tableName, TableReading reading, String glob, long rangeBytes) {
    return new ReadTable(tableName, reading, glob, rangeBytes);
  }

  @Override
  public Result expand(PBegin begin) {
    var read =
        begin
            .apply("Files", Create.of(glob))
            .apply(
                "Read",
                ReadDelimited.batches(reading.format(), reading.schema())
                    .withRangeBytes(rangeBytes));
    var cleaned = read.output().apply("Clean", CleanRecords.of(reading.cleaning()));
    var unclean = cleaned.get(CleanRecords.REJECTS);
    var rejects =
        PCollectionList.of(read.rejects()).and(unclean).apply("Rejects", Flatten.pCollections());
    var tallies =
        PCollectionList.of(read.ranges().apply("TallyRead", Tallies.ofRanges(tableName)))
            .and(unclean.apply("TallyUnclean", Tallies.ofRejects(tableName)))
            .apply("Tallies", Flatten.pCollections());
    return new Result(cleaned.get(CleanRecords.CLEAN), rejects, tallies, read.ranges());
  }

  /** What was read. */
  public static final class Result implements POutput {
    private final PCollection<RecordBatch> batches;
    private final PCollection<Reject> rejects;
    private final PCollection<KV<String, Long>> tallies;
    private final PCollection<RangeStats> ranges;

    private Result(
        PCollection<RecordBatch> batches,
        PCollection<Reject> rejects,
        PCollection<KV<String, Long>> tallies,
        PCollection<RangeStats> ranges) {
      this.batches = batches;
      this.rejects = rejects;
      this.tallies = tallies;
      this.ranges = ranges;
    }

    /** Clean rows, which know where they came from. */
    public PCollection<RecordBatch> batches() {
      return batches;
    }

    /** Lines and rows that were left out; their lines count from the start of their range. */
    public PCollection<Reject> rejects() {
      return rejects;
    }

    /** {@link Tallies} of the table. */
    public PCollection<KV<String, Long>> tallies() {
      return tallies;
    }

    /** The ranges that were read, for {@link io.risknet.transforms.records.NumberLines}. */
    public PCollection<RangeStats> ranges() {
      return ranges;
    }

    @Override
    public Pipeline getPipeline() {
      return batches.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return Map.of(
          new TupleTag<RecordBatch>("batches"),
          batches,
          new TupleTag<Reject>("rejects"),
          rejects,
          new TupleTag<KV<String, Long>>("tallies"),
          tallies,
          new TupleTag<RangeStats>("ranges"),
          ranges);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }
}
