package io.risknet.pipelines.run;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.Column;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.scoring.ScoredBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.Values;

/**
 * Result files of comma-separated values with a header, which appear under their names when whole.
 * Unless given {@link OutputDirectory#temp} for the time before, Beam leaves an empty directory
 * among them.
 */
public final class CsvFiles {
  private static final ObjectReader ROWS =
      new CsvMapper().readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader());

  private CsvFiles() {}

  /**
   * Scores as {@code id}, {@code probability}, {@code points} and {@code label} where the batches
   * have them, then the reasons.
   *
   * @param points whether the batches have points
   * @param reasons how many columns of reasons the batches have
   */
  public static FileIO.Write<Void, RecordBatch> scores(
      String directory, String id, boolean points, Optional<String> label, int reasons) {
    var columns = new LinkedHashMap<String, String>();
    columns.put("id", id);
    columns.put("probability", "probability");
    if (points) {
      columns.put(ScoredBatch.POINTS.name(), ScoredBatch.POINTS.name());
    }
    label.ifPresent(column -> columns.put("label", column));
    for (int i = 1; i <= reasons; i++) {
      var reason = ScoredBatch.reason(i).name();
      columns.put(reason, reason);
    }
    return files(directory, new BatchSink(columns));
  }

  /** Rejects, one a line, in one file: there are few. */
  public static FileIO.Write<Void, Reject> rejects(String directory) {
    return files(directory, new RejectSink()).withNumShards(1);
  }

  /** What was written as {@link #rejects}. */
  static List<Reject> readRejects(String directory) throws IOException {
    var rejects = new ArrayList<Reject>();
    for (var file : AtomicFile.find(AtomicFile.below(directory, "*.csv"))) {
      var bytes = AtomicFile.read(file.resourceId().toString()).orElseThrow();
      try (var lines = ROWS.<Map<String, String>>readValues(new ByteArrayInputStream(bytes))) {
        lines.forEachRemaining(cells -> rejects.add(RejectSink.read(cells)));
      }
    }
    return rejects;
  }

  /** The names of files that were written: a signal to wait on. */
  public static Values<String> names() {
    return Values.create();
  }

  private static <T> FileIO.Write<Void, T> files(String directory, FileIO.Sink<T> sink) {
    return FileIO.<T>write().via(sink).to(directory).withPrefix("part").withSuffix(".csv");
  }

  private abstract static class CsvLines<T> implements FileIO.Sink<T> {
    private static final long serialVersionUID = 1;

    private transient SequenceWriter lines;

    abstract List<String> header();

    @Override
    public void open(WritableByteChannel channel) throws IOException {
      var schema = CsvSchema.builder().addColumns(header(), CsvSchema.ColumnType.STRING);
      lines =
          CsvMapper.builder()
              .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
              .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
              .build()
              .writerFor(String[].class)
              .with(schema.build().withHeader())
              .writeValues(Channels.newOutputStream(channel));
    }

    void line(String... cells) throws IOException {
      lines.write(cells);
    }

    @Override
    public void flush() throws IOException {
      // Closed, not flushed, which writes the header also where there was no line. FileIO flushes
      // once, at the end, and the channel stays open.
      lines.close();
    }
  }

  private static final class BatchSink extends CsvLines<RecordBatch> {
    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, String> columns;

    BatchSink(Map<String, String> columns) {
      this.columns = new LinkedHashMap<>(columns);
    }

    @Override
    List<String> header() {
      return List.copyOf(columns.keySet());
    }

    @Override
    public void write(RecordBatch batch) throws IOException {
      var values = columns.values().stream().map(batch::column).toArray(Column[]::new);
      var cells = new String[values.length];
      for (int row = 0; row < batch.rows(); row++) {
        for (int i = 0; i < cells.length; i++) {
          cells[i] = values[i].text(row);
        }
        line(cells);
      }
    }
  }

  private static final class RejectSink extends CsvLines<Reject> {
    private static final long serialVersionUID = 1;

    @Override
    List<String> header() {
      return List.of("stage", "file", "line", "column", "reason", "raw", "rows");
    }

    @Override
    public void write(Reject reject) throws IOException {
      line(
          reject.stage(),
          reject.file(),
          Long.toString(reject.line()),
          reject.column(),
          reject.reason(),
          reject.raw(),
          Long.toString(reject.rows()));
    }

    static Reject read(Map<String, String> cells) {
      return new Reject(
          cells.get("stage"),
          cells.get("file"),
          Reject.WHOLE_FILE,
          Long.parseLong(cells.get("line")),
          cells.get("column"),
          cells.get("reason"),
          cells.get("raw"),
          Long.parseLong(cells.get("rows")));
    }
  }
}
