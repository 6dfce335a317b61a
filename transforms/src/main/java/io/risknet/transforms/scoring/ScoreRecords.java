package io.risknet.transforms.scoring;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.records.Reject;
import io.risknet.transforms.records.RejectCoder;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Scores raw batches with a model: cleans them by its rules, makes its features and predicts, as
 * {@link Scorer} does. Stateless, so that bounded and unbounded input will do, in any windows.
 *
 * <p>The output {@link #SCORES} has the id, {@code probability} (numeric, never missing), {@code
 * points} where the model has a scale for them, and the label where the input has one; {@link
 * #REJECTS} has the rows that break a cleaning rule, or lack a value that the model can't do
 * without, the first hundred of each batch, of which the last stands for those behind it. Batches
 * of which no row is left are not put out. A column that the model needs and the input lacks fails
 * the run, and so does a model that is missing, damaged or newer.
 *
 * <pre>{@code
 * PCollectionTuple scored = batches.apply(ScoreRecords.from("s3://bucket/model"));
 * PCollection<RecordBatch> scores = scored.get(ScoreRecords.SCORES);
 * PCollection<Reject> rejects = scored.get(ScoreRecords.REJECTS);
 * var withReasons = ScoreRecords.from("s3://bucket/model").withReasons(4);
 * }</pre>
 */
public final class ScoreRecords extends PTransform<PCollection<RecordBatch>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The scores: id, {@code probability}, and the label where known. */
  public static final TupleTag<RecordBatch> SCORES = new TupleTag<>("scores");

  /** The rows that were not scored, and why; stage {@code score}. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>("rejects");

  private final ScoreFn fn;
  private final List<PCollectionView<?>> sideInputs;

  private ScoreRecords(ScoreFn fn, List<PCollectionView<?>> sideInputs) {
    this.fn = fn;
    this.sideInputs = sideInputs;
  }

  /**
   * Scores with the model at any path that Beam knows. Each JVM loads it once, when the run starts;
   * a model that is put in its place later is met by the next run.
   */
  public static ScoreRecords from(String location) {
    return new ScoreRecords(new ScoreFn.AtPath(location, ScoreFn.Extras.NONE), List.of());
  }

  /** Scores with a model that the same pipeline makes. */
  public static ScoreRecords with(PCollectionView<ModelBundle> bundle) {
    return new ScoreRecords(
        new ScoreFn.WithSideInput(bundle, ScoreFn.Extras.NONE), List.of(bundle));
  }

  /**
   * With columns {@code reason1}, {@code reason2} and so on, up to as many as given: the names of
   * the columns that raise the row's probability most, the worst first, missing where fewer do.
   * Fails the run where the model has none to give; see {@link
   * io.risknet.transforms.bundle.StoredModel#explainer}.
   */
  public ScoreRecords withReasons(int most) {
    return new ScoreRecords(fn.withReasons(most), sideInputs);
  }

  /**
   * With these columns of the input as well, cleaned, such as those that scores are evaluated by.
   * The model need not read them; those that the input lacks are left out.
   */
  public ScoreRecords keeping(List<String> columns) {
    return new ScoreRecords(fn.keeping(columns), sideInputs);
  }

  /**
   * With the rejected rows among the scores as well, as they came and with a missing {@code
   * probability}: for an evaluation, which counts them.
   */
  public ScoreRecords withUnscored() {
    return new ScoreRecords(fn.withUnscored(), sideInputs);
  }

  @Override
  public PCollectionTuple expand(PCollection<RecordBatch> batches) {
    var scored =
        batches.apply(
            "Score",
            ParDo.of(fn)
                .withSideInputs(sideInputs)
                .withOutputTags(SCORES, TupleTagList.of(REJECTS)));
    scored.get(SCORES).setCoder(RecordBatchCoder.of());
    scored.get(REJECTS).setCoder(RejectCoder.of());
    return scored;
  }
}
