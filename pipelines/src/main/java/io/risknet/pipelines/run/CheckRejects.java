package io.risknet.pipelines.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Joiner;
import io.risknet.transforms.records.HoldUntil;
import io.risknet.transforms.records.Reject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Sums {@link Tallies} to one map, and fails the run when too many lines of a table were rejected:
 * then it is more likely that the files are not what they were taken for than that they are dirty.
 */
public final class CheckRejects
    extends PTransform<PCollection<KV<String, Long>>, PCollection<Map<String, Long>>> {
  private static final long serialVersionUID = 1;

  private final double maxFraction;
  private final boolean labels;
  private final transient Optional<Rejects> rejects;

  private CheckRejects(double maxFraction, boolean labels, Optional<Rejects> rejects) {
    this.maxFraction = maxFraction;
    this.labels = labels;
    this.rejects = rejects;
  }

  /** What was left out, and the run that writes it. */
  private record Rejects(PCollection<Reject> rows, OutputDirectory output) {

    /** The files, once they are there. */
    PCollection<String> files() {
      return rows.apply(
              "Rejects", CsvFiles.rejects(output.below("rejects")).withTempDirectory(output.temp()))
          .getPerDestinationOutputFilenames()
          .apply("RejectFiles", CsvFiles.names());
    }
  }

  /**
   * Fails above this share of a table's lines.
   *
   * @param maxFraction 0 to 1
   */
  public static CheckRejects above(double maxFraction) {
    checkArgument(
        maxFraction >= 0 && maxFraction <= 1,
        "--maxRejectFraction should lie between 0 and 1, not be %s.",
        maxFraction);
    return new CheckRejects(maxFraction, false, Optional.empty());
  }

  /** Fails as well when none of the rows is labelled. */
  public CheckRejects withLabels() {
    return new CheckRejects(maxFraction, true, rejects);
  }

  /** Writes what was left out into {@code rejects/}, and fails only once it can be read there. */
  public CheckRejects writing(PCollection<Reject> rows, OutputDirectory output) {
    return new CheckRejects(maxFraction, labels, Optional.of(new Rejects(rows, output)));
  }

  @Override
  public PCollection<Map<String, Long>> expand(PCollection<KV<String, Long>> tallies) {
    List<PCollection<?>> written = rejects.stream().<PCollection<?>>map(Rejects::files).toList();
    return tallies
        .apply("Sum", Combine.globally(new SumFn()).withoutDefaults())
        .setCoder(SumFn.CODER)
        .apply("Wait", HoldUntil.complete(written))
        .apply("Check", ParDo.of(new CheckFn(maxFraction, labels)))
        .setCoder(SumFn.CODER);
  }

  private static final class SumFn
      extends Combine.CombineFn<KV<String, Long>, Map<String, Long>, Map<String, Long>> {
    private static final long serialVersionUID = 1;
    static final Coder<Map<String, Long>> CODER =
        MapCoder.of(StringUtf8Coder.of(), VarLongCoder.of());

    @Override
    public Map<String, Long> createAccumulator() {
      return new TreeMap<>();
    }

    @Override
    public Map<String, Long> addInput(Map<String, Long> sums, KV<String, Long> tally) {
      sums.merge(tally.getKey(), tally.getValue(), Long::sum);
      return sums;
    }

    @Override
    public Map<String, Long> mergeAccumulators(Iterable<Map<String, Long>> accumulators) {
      var merged = new TreeMap<String, Long>();
      accumulators.forEach(sums -> sums.forEach((name, n) -> merged.merge(name, n, Long::sum)));
      return merged;
    }

    @Override
    public Map<String, Long> extractOutput(Map<String, Long> sums) {
      return sums;
    }

    @Override
    public Coder<Map<String, Long>> getAccumulatorCoder(
        CoderRegistry registry, Coder<KV<String, Long>> inputCoder) {
      return CODER;
    }
  }

  private static final class CheckFn extends DoFn<Map<String, Long>, Map<String, Long>> {
    private static final long serialVersionUID = 1;

    private final double maxFraction;
    private final boolean labels;

    CheckFn(double maxFraction, boolean labels) {
      this.maxFraction = maxFraction;
      this.labels = labels;
    }

    @ProcessElement
    public void process(
        @Element Map<String, Long> tallies, OutputReceiver<Map<String, Long>> output) {
      // Decoded in no order, and told in one.
      var sorted = new TreeMap<>(tallies);
      sorted.forEach(
          (name, lines) -> {
            if (name.endsWith(Tallies.LINES)) {
              var table = name.substring(0, name.length() - Tallies.LINES.length());
              check(table, lines, sorted.getOrDefault(table + Tallies.REJECTED, 0L));
            }
          });
      checkArgument(
          !labels || sorted.getOrDefault(Tallies.LABELLED, 0L) > 0,
          "No row has a label, and without labels nothing can be learnt or told; what was read: %s.",
          Joiner.on(", ").withKeyValueSeparator(" ").join(sorted));
      output.output(tallies);
    }

    private void check(String table, long lines, long rejected) {
      checkArgument(
          // Divided, as 0.29 * 100 is less than 29.
          rejected == 0 || (double) rejected / lines <= maxFraction,
          "%s of the %s lines of --%s were rejected, more than --maxRejectFraction=%s"
              + " allows; look into rejects/ of --output for the reasons, then mend the files or"
              + " raise the option.",
          rejected,
          lines,
          table,
          maxFraction);
    }
  }
}
