package io.risknet.transforms.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DelegateCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Gives rejects the line numbers that an editor shows. Ranges of a file are read at the same time,
 * so that a reader knows the line in its range only; once all are read, the lines of the ranges
 * before it are known too. Rejects whose line is not known, or counts from the top already, pass
 * unchanged. One worker holds the rejects of a file at a time.
 *
 * <pre>{@code
 * var rejects = PCollectionList.of(read.rejects()).and(clean.get(CleanRecords.REJECTS))
 *     .apply(Flatten.pCollections())
 *     .apply(NumberLines.of(read.ranges()));
 * }</pre>
 */
public final class NumberLines extends PTransform<PCollection<Reject>, PCollection<Reject>> {
  private static final long serialVersionUID = 1;
  private static final TypeDescriptor<KV<String, FileLines>> BY_FILE =
      TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptor.of(FileLines.class));

  // Only used while the pipeline is put together, never on a worker.
  private final transient PCollection<RangeStats> ranges;

  private NumberLines(PCollection<RangeStats> ranges) {
    this.ranges = ranges;
  }

  /** Numbers lines with the help of all ranges of all files that the rejects come from. */
  public static NumberLines of(PCollection<RangeStats> ranges) {
    return new NumberLines(ranges);
  }

  @Override
  public PCollection<Reject> expand(PCollection<Reject> rejects) {
    var coder = KvCoder.of(StringUtf8Coder.of(), FileLines.CODER);
    // Grouped, as bundles that wait for a side input are taken up by the DirectRunner again and
    // again. Not joined, as Flink hands the values of a key over once, nor combined, as it sorts
    // small records only.
    return PCollectionList.of(
            rejects
                .apply("Rejects", MapElements.into(BY_FILE).via(FileLines::ofReject))
                .setCoder(coder))
        .and(
            ranges
                .apply("Ranges", MapElements.into(BY_FILE).via(FileLines::ofRange))
                .setCoder(coder))
        .apply("Flatten", Flatten.pCollections())
        .apply("Collect", GroupByKey.create())
        .apply(
            "Number",
            FlatMapElements.into(TypeDescriptor.of(Reject.class))
                .via(file -> FileLines.concat(file.getValue()).numbered().toList()))
        .setCoder(rejects.getCoder());
  }

  /**
   * What is known of a file.
   *
   * @param lines number of lines by range
   * @param rejects those of the file
   */
  record FileLines(Map<Integer, Long> lines, List<Reject> rejects) {
    static final Coder<FileLines> CODER =
        DelegateCoder.of(
            KvCoder.of(
                MapCoder.of(VarIntCoder.of(), VarLongCoder.of()), ListCoder.of(RejectCoder.of())),
            file -> KV.of(file.lines, file.rejects),
            file -> new FileLines(file.getKey(), file.getValue()),
            TypeDescriptor.of(FileLines.class));

    static KV<String, FileLines> ofReject(Reject reject) {
      return KV.of(reject.file(), new FileLines(Map.of(), List.of(reject)));
    }

    static KV<String, FileLines> ofRange(RangeStats range) {
      return KV.of(range.file(), new FileLines(Map.of(range.range(), range.lines()), List.of()));
    }

    static FileLines concat(Iterable<FileLines> pieces) {
      var all = new FileLines(new TreeMap<>(), new ArrayList<>());
      for (var piece : pieces) {
        all.lines.putAll(piece.lines);
        all.rejects.addAll(piece.rejects);
      }
      return all;
    }

    Stream<Reject> numbered() {
      var before = new TreeMap<Integer, Long>();
      long sum = 0;
      for (var range : lines.entrySet()) {
        before.put(range.getKey(), sum);
        sum += range.getValue();
      }
      return rejects.stream()
          .map(
              reject ->
                  before.containsKey(reject.range())
                      ? reject.withLineOfFile(before.get(reject.range()) + reject.line())
                      : reject);
    }
  }
}
