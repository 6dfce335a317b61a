package io.risknet.transforms.features;

import static com.google.common.collect.Iterables.getOnlyElement;

import com.google.common.collect.Streams;
import io.risknet.transforms.features.Parcel.ParcelCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
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
  private final Folding folding;

  private FitFeatures(FeaturePlan plan, Folding folding) {
    this.plan = plan;
    this.folding = folding;
  }

  /**
   * Fits a plan on stratified folds.
   *
   * @param folds number of folds, at least 2, or 3 when a feature uses the label; 0 for none
   */
  public static FitFeatures of(FeaturePlan plan, int folds) {
    return of(plan, Folding.of(folds));
  }

  /**
   * Fits a plan.
   *
   * @param folding how the rows were put into folds: so many that with one held out there is
   *     another, or two when a feature uses the label
   */
  public static FitFeatures of(FeaturePlan plan, Folding folding) {
    plan.checkFolds(folding);
    return new FitFeatures(plan, folding);
  }

  @Override
  public PCollection<FeatureFits> expand(PCollection<RecordBatch> training) {
    var state =
        training
            .getPipeline()
            .apply("Start", Create.of(FitState.start(folding)).withCoder(StateCoder.INSTANCE));
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
      PCollectionView<Iterable<FitState>> state = before.apply("State", View.asIterable());
      var parcels =
          training
              .apply("AddUp", ParDo.of(new AddUpFn(pass, state)).withSideInputs(state))
              .setCoder(new ParcelCoder(pass));
      // Where there are no rows there is this one, so that the last step has its say.
      var nothing =
          before.apply("Nothing", ParDo.of(new NothingFn(pass))).setCoder(parcels.getCoder());
      return PCollectionList.of(parcels)
          .and(nothing)
          .apply("Parcels", Flatten.pCollections())
          .apply("Merge", Combine.globally(FitFeatures::mergeAll).withoutDefaults())
          .apply("Fit", ParDo.of(new FitFn(pass, state)).withSideInputs(state))
          .setCoder(StateCoder.INSTANCE);
    }
  }

  /** Adds up the rows of a bundle, so that a shuffle carries sums and no rows. */
  static final class AddUpFn extends DoFn<RecordBatch, Parcel> {
    private static final long serialVersionUID = 1;

    private final Pass pass;
    private final PCollectionView<Iterable<FitState>> state;
    private transient Pass.Walk walk;

    AddUpFn(Pass pass, PCollectionView<Iterable<FitState>> state) {
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
        walk = pass.start(getOnlyElement(context.sideInput(state)));
      }
      walk.add(context.element());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      if (walk != null) {
        context.output(
            Parcel.of(pass, walk.partial()),
            GlobalWindow.INSTANCE.maxTimestamp(),
            GlobalWindow.INSTANCE);
      }
    }
  }

  /** Merges what bundles added up. */
  private static Parcel mergeAll(Iterable<Parcel> parcels) {
    return Streams.stream(parcels).reduce(Parcel::merge).orElseThrow();
  }

  /** What no rows add up to. */
  static final class NothingFn extends DoFn<FitState, Parcel> {
    private static final long serialVersionUID = 1;

    private final Pass pass;

    NothingFn(Pass pass) {
      this.pass = pass;
    }

    @ProcessElement
    public void process(OutputReceiver<Parcel> output) {
      output.output(Parcel.of(pass, Partial.empty()));
    }
  }

  /** Fits on what all rows added up to. */
  static final class FitFn extends DoFn<Parcel, FitState> {
    private static final long serialVersionUID = 1;

    private final Pass pass;
    private final PCollectionView<Iterable<FitState>> state;

    FitFn(Pass pass, PCollectionView<Iterable<FitState>> state) {
      this.pass = pass;
      this.state = state;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      context.output(
          pass.finish(getOnlyElement(context.sideInput(state)), context.element().open()));
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
