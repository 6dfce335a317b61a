package io.risknet.transforms.features;

import com.google.common.collect.Iterables;
import io.risknet.transforms.records.RecordBatch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Fits a {@link FeaturePlan} on training rows, for cross-validation, refit and scoring at once: see
 * {@link FeatureFits} for what is learnt from which rows.
 *
 * <pre>{@code
 * PCollection<FeatureFits> fits = training.apply(FitFeatures.of(plan, 5));
 * }</pre>
 *
 * <p>The input are the training rows alone, bounded and in the global window, with the label and,
 * when there are folds, with the column {@link io.risknet.transforms.splits.Folds#COLUMN}; a batch
 * may hold rows of several folds. The output is one element. However many features there are, the
 * rows are read {@link FeaturePlan#passes} times; bundles are added up before anything is sent. The
 * result does not depend on the sharding or the order of the rows.
 *
 * <p>The pipeline fails, with a sentence that says what to do, when there are no rows, a column is
 * absent, of another type or no {@link io.risknet.transforms.records.ColumnRole#INPUT}.
 */
public final class FitFeatures
    extends PTransform<PCollection<RecordBatch>, PCollection<FeatureFits>> {
  private static final long serialVersionUID = 1;

  private final FeaturePlan plan;
  private final int folds;

  private FitFeatures(FeaturePlan plan, int folds) {
    this.plan = plan;
    this.folds = folds;
  }

  /**
   * Fits a plan.
   *
   * @param folds number of folds, at least 2, or 3 when a feature uses the label; 0 for none
   */
  public static FitFeatures of(FeaturePlan plan, int folds) {
    plan.checkFolds(folds);
    return new FitFeatures(plan, folds);
  }

  @Override
  public PCollection<FeatureFits> expand(PCollection<RecordBatch> training) {
    var state =
        training
            .getPipeline()
            .apply("Start", Create.of(FitState.start(folds)).withCoder(StateCoder.INSTANCE));
    for (var pass : plan.passList()) {
      state = training.apply(pass.name(), new Walked(pass, state));
    }
    return state
        .apply(
            "Fits",
            MapElements.into(TypeDescriptor.of(FeatureFits.class))
                .via(last -> last.fits().checkColumns()))
        .setCoder(FeatureFitsCoder.of());
  }

  /** One pass over the rows. */
  private static final class Walked
      extends PTransform<PCollection<RecordBatch>, PCollection<FitState>> {
    private static final long serialVersionUID = 1;

    private final Pass pass;
    private final transient PCollection<FitState> before;

    Walked(Pass pass, PCollection<FitState> before) {
      this.pass = pass;
      this.before = before;
    }

    @Override
    public PCollection<FitState> expand(PCollection<RecordBatch> training) {
      PCollectionView<FitState> state = before.apply("State", View.asSingleton());
      PCollectionView<Iterable<Partial>> all =
          training
              .apply("AddUp", ParDo.of(new AddUpFn(pass, state)).withSideInputs(state))
              .setCoder(new PartialCoder(pass))
              .apply("Merge", Combine.globally(new MergeFn()).withoutDefaults())
              .apply("All", View.asIterable());
      return before
          .apply("Fit", ParDo.of(new FitFn(pass, all)).withSideInputs(all))
          .setCoder(StateCoder.INSTANCE);
    }
  }

  /** Adds up the rows of a bundle, so that a shuffle carries sums and no rows. */
  static final class AddUpFn extends DoFn<RecordBatch, Partial> {
    private static final long serialVersionUID = 1;

    private final Pass pass;
    private final PCollectionView<FitState> state;
    private transient Pass.Walk walk;

    AddUpFn(Pass pass, PCollectionView<FitState> state) {
      this.pass = pass;
      this.state = state;
    }

    @StartBundle
    public void startBundle() {
      walk = null;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      if (walk == null) {
        walk = pass.start(context.sideInput(state));
      }
      walk.add(context.element());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      if (walk != null) {
        context.output(walk.partial(), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
      }
    }
  }

  /** Merges what bundles added up. */
  static final class MergeFn extends Combine.BinaryCombineFn<Partial> {
    private static final long serialVersionUID = 1;

    @Override
    public Partial apply(Partial left, Partial right) {
      return left.merge(right);
    }

    @Override
    public Partial identity() {
      return Partial.empty();
    }
  }

  /** Fits on what all rows added up to: one element, or none when there were no rows. */
  static final class FitFn extends DoFn<FitState, FitState> {
    private static final long serialVersionUID = 1;

    private final Pass pass;
    private final PCollectionView<Iterable<Partial>> all;

    FitFn(Pass pass, PCollectionView<Iterable<Partial>> all) {
      this.pass = pass;
      this.all = all;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      var partial = Iterables.getFirst(context.sideInput(all), Partial.empty());
      context.output(pass.finish(context.element(), partial));
    }
  }

  /** The coder of what a pass adds up. */
  static final class PartialCoder extends CustomCoder<Partial> {
    private static final long serialVersionUID = 1;

    private final Pass pass;

    PartialCoder(Pass pass) {
      this.pass = pass;
    }

    @Override
    public void encode(Partial partial, OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      partial.write(out);
      out.flush();
    }

    @Override
    public Partial decode(InputStream stream) throws IOException {
      return Partial.read(pass, new DataInputStream(stream));
    }

    @Override
    public void verifyDeterministic() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof PartialCoder that && pass.equals(that.pass);
    }

    @Override
    public int hashCode() {
      return pass.hashCode();
    }
  }

  /** The coder of how far fitting has come. */
  static final class StateCoder extends AtomicCoder<FitState> {
    private static final long serialVersionUID = 1;
    private static final StateCoder INSTANCE = new StateCoder();

    @Override
    public void encode(FitState state, OutputStream out) throws IOException {
      ByteArrayCoder.of().encode(FeatureJson.MAPPER.writeValueAsBytes(state.toJson()), out);
    }

    @Override
    public FitState decode(InputStream in) throws IOException {
      return FitState.fromJson(FeatureJson.MAPPER.readTree(ByteArrayCoder.of().decode(in)));
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }
}
