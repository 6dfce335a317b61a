package io.risknet.transforms.scoring;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.cleaning.CleaningRules;
import io.risknet.transforms.records.Origin;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.Reject;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** Scores batches; what can't be scored goes to the second output. */
abstract class ScoreFn extends DoFn<RecordBatch, RecordBatch> {
  private static final long serialVersionUID = 1;
  private static final String STAGE = "score";

  /** How many rejects of a batch are put out. */
  private static final int KEPT = 100;

  private final Extras extras;
  private final Counter scored = Metrics.counter(ScoreRecords.class, "rowsScored");
  private final Counter rejected = Metrics.counter(ScoreRecords.class, "rowsRejected");

  /**
   * What is put out beside scores.
   *
   * @param reasons how many at most
   * @param kept the columns of the input
   * @param unscored whether rejected rows are among the scores, too
   */
  record Extras(int reasons, List<String> kept, boolean unscored) implements Serializable {
    static final Extras NONE = new Extras(0, List.of(), false);
  }

  ScoreFn(Extras extras) {
    this.extras = extras;
  }

  /** The same with other extras. */
  abstract ScoreFn with(Extras newExtras);

  ScoreFn withReasons(int most) {
    return with(new Extras(most, extras.kept(), extras.unscored()));
  }

  ScoreFn keeping(List<String> columns) {
    return with(new Extras(extras.reasons(), List.copyOf(columns), extras.unscored()));
  }

  ScoreFn withUnscored() {
    return with(new Extras(extras.reasons(), extras.kept(), true));
  }

  abstract Scorer scorer(ProcessContext context) throws IOException;

  @ProcessElement
  public void process(ProcessContext context) throws IOException {
    var raw = context.element();
    var result = scorer(context).score(raw, extras.reasons());
    var rejects = result.rejected().stream().map(violation -> reject(raw, violation)).toList();
    Reject.first(KEPT, rejects).forEach(reject -> context.output(ScoreRecords.REJECTS, reject));
    scored.inc(result.clean().rows());
    rejected.inc(result.rejected().size());
    if (result.clean().rows() > 0) {
      context.output(result.scores(extras.kept()));
    }
    if (extras.unscored() && !result.rejected().isEmpty()) {
      context.output(result.unscored(raw, extras.kept()));
    }
  }

  private static Reject reject(RecordBatch batch, CleaningRules.Violation violation) {
    return Origin.reject(
        batch, violation.row(), STAGE, violation.column(), violation.reason(), violation.raw());
  }

  /** With the model at a Beam path, which is looked up once an instance. */
  static final class AtPath extends ScoreFn {
    private static final long serialVersionUID = 1;

    private final String location;
    private transient Scorer scorer;

    AtPath(String location, Extras extras) {
      super(extras);
      this.location = location;
    }

    @Override
    ScoreFn with(Extras newExtras) {
      return new AtPath(location, newExtras);
    }

    @Setup
    public void setUp() throws IOException {
      scorer = ScorerCache.at(location);
    }

    @Override
    Scorer scorer(ProcessContext context) {
      return scorer;
    }
  }

  /** With a model from a side input, which runners may hand over anew for each bundle of work. */
  static final class WithSideInput extends ScoreFn {
    private static final long serialVersionUID = 1;

    private final PCollectionView<ModelBundle> view;
    private transient ModelBundle latest;
    private transient Scorer scorer;

    WithSideInput(PCollectionView<ModelBundle> view, Extras extras) {
      super(extras);
      this.view = view;
    }

    @Override
    ScoreFn with(Extras newExtras) {
      return new WithSideInput(view, newExtras);
    }

    // Another object may be an equal bundle; comparing the references spares hashing it each time.
    @SuppressWarnings("ReferenceEquality")
    @Override
    Scorer scorer(ProcessContext context) throws IOException {
      var bundle = context.sideInput(view);
      if (bundle != latest) {
        scorer = ScorerCache.of(bundle);
        latest = bundle;
      }
      return scorer;
    }
  }
}
