package io.risknet.transforms.features;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Stops a run whose features are too good to be true: measures the {@link FeatureStrength} of every
 * encoded column on the training rows, as cross-fitted for the refit, and fails with the names of
 * those that are implausible. It catches what a schema forgot to mark as known only after the
 * decision.
 *
 * <pre>{@code
 * PCollection<FeatureStrength> strengths = training.apply(LeakageCheck.of(fits));
 * }</pre>
 *
 * <p>The input are the training rows that the features were fitted on. The output holds the
 * strength of each column, in no order; with {@link #reportingOnly} also when some are implausible.
 */
public final class LeakageCheck
    extends PTransform<PCollection<RecordBatch>, PCollection<FeatureStrength>> {
  private static final long serialVersionUID = 1;

  private final PCollectionView<FeatureFits> fits;
  private final boolean stops;
  private final ImmutableSet<String> allowed;

  private LeakageCheck(
      PCollectionView<FeatureFits> fits, boolean stops, ImmutableSet<String> allowed) {
    this.fits = fits;
    this.stops = stops;
    this.allowed = allowed;
  }

  /** Checks what a plan makes of its training rows. */
  public static LeakageCheck of(PCollectionView<FeatureFits> fits) {
    return new LeakageCheck(fits, true, ImmutableSet.of());
  }

  /** The same, but leaves it to the reader of the strengths to stop. */
  public LeakageCheck reportingOnly() {
    return new LeakageCheck(fits, false, allowed);
  }

  /** The same, but does not stop for what is made of these columns of the table. */
  public LeakageCheck allowing(Set<String> columns) {
    return new LeakageCheck(fits, stops, ImmutableSet.copyOf(columns));
  }

  /**
   * Measures here, without Beam; the strengths are in the order of the columns.
   *
   * @param training the rows that the features were fitted on
   */
  public static List<FeatureStrength> measure(FeatureFits fits, List<RecordBatch> training) {
    var names = fits.total().names();
    return training.parallelStream()
        .collect(() -> new Walk(fits), Walk::add, Walk::absorb)
        .bins
        .strengths(names);
  }

  /**
   * Passes when no column is implausible.
   *
   * @throws LeakageException naming those that are, and what to do
   */
  public static void check(List<FeatureStrength> strengths) {
    var suspects =
        strengths.stream()
            .filter(FeatureStrength::suspicious)
            .map(each -> "'" + each.column() + "' (" + String.join(", ", each.suspicions()) + ")")
            .collect(Collectors.joining("; "));
    if (!suspects.isEmpty()) {
      throw new LeakageException(
          ("Too good to be true, and probably known only after the decision: %s. Give the column it"
                  + " is made of the role OUTCOME, or take it out of the plan; if it is honest, run"
                  + " with --allowLeakage= and the name of that column.")
              .formatted(suspects));
    }
  }

  @Override
  public PCollection<FeatureStrength> expand(PCollection<RecordBatch> training) {
    return training
        .apply("AddUp", ParDo.of(new AddUpFn(fits)).withSideInputs(fits))
        .setCoder(new BinsCoder())
        .apply("Merge", Combine.globally(LeakageCheck::mergeAll).withoutDefaults())
        .apply("Judge", ParDo.of(new JudgeFn(fits, stops, allowed)).withSideInputs(fits))
        .setCoder(JsonCoder.of(FeatureStrength.class));
  }

  private static LabelBins mergeAll(Iterable<LabelBins> parts) {
    return Streams.stream(parts).reduce(LabelBins::merge).orElseThrow();
  }

  /** Adds up batches as encoded for the refit. */
  private static final class Walk {
    private final FeatureFits fits;
    private LabelBins bins;

    Walk(FeatureFits fits) {
      this.fits = fits;
      this.bins = LabelBins.of(fits.total().names().size());
    }

    void add(RecordBatch batch) {
      var matrix = FloatMatrix.of(batch.rows(), fits.total().names().size());
      fits.writeTraining(batch, OptionalInt.empty(), matrix);
      bins.add(matrix, batch.numeric(batch.schema().nameOf(ColumnRole.LABEL)));
    }

    void absorb(Walk other) {
      bins = bins.merge(other.bins);
    }
  }

  /** Adds up the rows of a bundle. */
  static final class AddUpFn extends DoFn<RecordBatch, LabelBins> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<FeatureFits> fits;
    private transient Walk walk;

    AddUpFn(PCollectionView<FeatureFits> fits) {
      this.fits = fits;
    }

    @StartBundle
    public void startBundle() {
      walk = null;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      if (walk == null) {
        walk = new Walk(context.sideInput(fits));
      }
      walk.add(context.element());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      if (walk != null) {
        context.output(walk.bins, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
      }
    }
  }

  /** Emits the strengths, or fails. */
  static final class JudgeFn extends DoFn<LabelBins, FeatureStrength> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<FeatureFits> fits;
    private final boolean stops;
    private final ImmutableSet<String> allowed;

    JudgeFn(PCollectionView<FeatureFits> fits, boolean stops, ImmutableSet<String> allowed) {
      this.fits = fits;
      this.stops = stops;
      this.allowed = allowed;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      var features = context.sideInput(fits).total();
      var strengths = context.element().strengths(features.names());
      if (stops) {
        var sources = features.sources();
        check(
            IntStream.range(0, strengths.size())
                .filter(column -> !allowed.contains(sources.get(column)))
                .mapToObj(strengths::get)
                .toList());
      }
      strengths.forEach(context::output);
    }
  }

  /** The coder of what is added up. */
  static final class BinsCoder extends AtomicCoder<LabelBins> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(LabelBins bins, OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      bins.write(out);
      out.flush();
    }

    @Override
    public LabelBins decode(InputStream stream) throws IOException {
      return LabelBins.read(new DataInputStream(stream));
    }
  }
}
