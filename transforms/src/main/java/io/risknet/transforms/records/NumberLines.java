package io.risknet.transforms.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Gives rejects the line numbers that an editor shows. Ranges of a file are read at the same time,
 * so that a reader knows the line in its range only; once all are read, the lines of the ranges
 * before it are known too. Rejects whose line is not known, or counts from the top already, pass
 * unchanged.
 *
 * <pre>{@code
 * var rejects = PCollectionList.of(read.rejects()).and(clean.get(CleanRecords.REJECTS))
 *     .apply(Flatten.pCollections())
 *     .apply(NumberLines.of(read.ranges()));
 * }</pre>
 */
public final class NumberLines extends PTransform<PCollection<Reject>, PCollection<Reject>> {
  private static final long serialVersionUID = 1;

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
    PCollectionView<Map<String, List<Long>>> linesBefore =
        ranges
            .apply("ByFile", WithKeys.of(RangeStats::file).withKeyType(TypeDescriptors.strings()))
            .apply("Group", GroupByKey.create())
            .apply("SumLines", ParDo.of(new SumLinesFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), ListCoder.of(VarLongCoder.of())))
            .apply("View", View.asMap());
    return rejects
        .apply("Number", ParDo.of(new NumberFn(linesBefore)).withSideInputs(linesBefore))
        .setCoder(JsonCoder.of(Reject.class));
  }

  /** How many lines of a file stand before each of its ranges. */
  static final class SumLinesFn
      extends DoFn<KV<String, Iterable<RangeStats>>, KV<String, List<Long>>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<RangeStats>> file,
        OutputReceiver<KV<String, List<Long>>> output) {
      var lines = new TreeMap<Integer, Long>();
      file.getValue().forEach(range -> lines.put(range.range(), range.lines()));
      var before = new ArrayList<Long>(lines.size());
      long sum = 0;
      for (long count : lines.values()) {
        before.add(sum);
        sum += count;
      }
      output.output(KV.of(file.getKey(), before));
    }
  }

  static final class NumberFn extends DoFn<Reject, Reject> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<Map<String, List<Long>>> linesBefore;

    NumberFn(PCollectionView<Map<String, List<Long>>> linesBefore) {
      this.linesBefore = linesBefore;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      var reject = context.element();
      var before = context.sideInput(linesBefore).get(reject.file());
      boolean known = reject.range() != Reject.WHOLE_FILE && before != null;
      context.output(
          known ? reject.withLineOfFile(before.get(reject.range()) + reject.line()) : reject);
    }
  }
}
