package io.risknet.transforms.scorecard;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.features.ColumnStats;
import io.risknet.transforms.features.PairProducts;
import io.risknet.transforms.features.WeightOfEvidence;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Makes the scorecard of a model with a scale for points. Variance inflation takes one pass over
 * the training rows, as the model encodes new ones; of a model that has no table none is taken.
 *
 * <pre>{@code
 * PCollection<Scorecard> scorecard = bundle.apply(MakeScorecard.on(trainingRows));
 * }</pre>
 */
public final class MakeScorecard
    extends PTransform<PCollection<ModelBundle>, PCollection<Scorecard>> {
  private static final long serialVersionUID = 1;

  private final transient PCollection<RecordBatch> rows;

  private MakeScorecard(PCollection<RecordBatch> rows) {
    this.rows = rows;
  }

  /** Measures inflation on these rows, which are clean. */
  public static MakeScorecard on(PCollection<RecordBatch> trainingRows) {
    return new MakeScorecard(trainingRows);
  }

  @Override
  public PCollection<Scorecard> expand(PCollection<ModelBundle> bundle) {
    PCollectionView<ModelBundle> model = bundle.apply("Model", View.asSingleton());
    PCollectionView<Iterable<PairProducts>> products =
        rows.apply("AddUp", ParDo.of(new AddUpFn(model)).withSideInputs(model))
            .setCoder(new ProductsCoder())
            .apply("Merge", Combine.globally(MakeScorecard::mergeAll).withoutDefaults())
            .apply("Products", View.asIterable());
    return bundle
        .apply("Make", ParDo.of(new MakeFn(products)).withSideInputs(products))
        .setCoder(JsonCoder.of(Scorecard.class));
  }

  private static PairProducts mergeAll(Iterable<PairProducts> parts) {
    return StreamSupport.stream(parts.spliterator(), false)
        .reduce(PairProducts::merge)
        .orElseThrow();
  }

  /** Of no rows yet, for the weights that a model's bins have. */
  private static PairProducts empty(ModelBundle bundle) {
    var stats = new ArrayList<ColumnStats>();
    for (var writer : bundle.features().writers()) {
      var fit = (WeightOfEvidence.Fit) writer;
      var weights = fit.evidence().stream().mapToDouble(evidence -> (float) evidence.woe());
      var range = weights.summaryStatistics();
      stats.add(
          new ColumnStats(
              fit.names().get(0), 0, 0, range.getMin(), range.getMax(), Double.NaN, Double.NaN));
    }
    return PairProducts.of(stats);
  }

  /** Adds up the rows of a bundle of work. */
  private static final class AddUpFn extends DoFn<RecordBatch, PairProducts> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<ModelBundle> model;
    private transient boolean begun;
    private transient PairProducts products;

    AddUpFn(PCollectionView<ModelBundle> model) {
      this.model = model;
    }

    @StartBundle
    public void startBundle() {
      begun = false;
      products = null;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      var bundle = context.sideInput(model);
      if (!begun) {
        products = Scorecard.noTable(bundle).isPresent() ? null : empty(bundle);
        begun = true;
      }
      if (products != null) {
        products.add(bundle.features().encode(context.element()));
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      if (products != null) {
        context.output(products, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
      }
    }
  }

  /** Makes the scorecard of what all rows added up to. */
  private static final class MakeFn extends DoFn<ModelBundle, Scorecard> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<Iterable<PairProducts>> products;

    MakeFn(PCollectionView<Iterable<PairProducts>> products) {
      this.products = products;
    }

    @ProcessElement
    public void make(ProcessContext context) {
      var bundle = context.element();
      var reason = Scorecard.noTable(bundle);
      context.output(
          reason.isPresent()
              ? Scorecard.without(bundle.points().orElseThrow(), reason.get())
              : Scorecard.of(
                  bundle,
                  VarianceInflation.of(
                      all(bundle, context.sideInput(products)), bundle.features().names().size())));
    }

    private static PairProducts all(ModelBundle bundle, Iterable<PairProducts> merged) {
      return merged.iterator().hasNext() ? merged.iterator().next() : empty(bundle);
    }
  }

  /** The coder of what is added up. */
  private static final class ProductsCoder extends AtomicCoder<PairProducts> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(PairProducts products, OutputStream stream) throws IOException {
      var out = new DataOutputStream(stream);
      products.write(out);
      out.flush();
    }

    @Override
    public PairProducts decode(InputStream stream) throws IOException {
      return PairProducts.read(new DataInputStream(stream));
    }
  }
}
