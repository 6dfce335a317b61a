package io.risknet.transforms.explanation;

import io.risknet.transforms.bundle.ModelBundle;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Measures what a model goes by, on labelled rows that it has not seen: permutation importance on
 * about {@link #SAMPLE} of them, partial dependence on the first {@link #DEPENDENCE_SAMPLE} of
 * those. Which rows they are follows from the hashes of their ids, so that the same rows give the
 * same bits, however they are cut and ordered.
 *
 * <pre>{@code
 * PCollection<ModelExplanation> explanation =
 *     bundle.apply(ExplainModel.on(testRows, testRowsCounted, "default"));
 * }</pre>
 */
public final class ExplainModel
    extends PTransform<PCollection<ModelBundle>, PCollection<ModelExplanation>> {
  private static final long serialVersionUID = 1;

  /** About so many rows are enough for importance, and no worker minds to hold them. */
  public static final int SAMPLE = 10_000;

  /** Each of them is scored some hundred times. */
  public static final int DEPENDENCE_SAMPLE = 2_000;

  private final transient PCollection<RecordBatch> rows;
  private final transient PCollectionView<Long> count;
  private final String label;

  private ExplainModel(PCollection<RecordBatch> rows, PCollectionView<Long> count, String label) {
    this.rows = rows;
    this.count = count;
    this.label = label;
  }

  /**
   * Measures on these rows.
   *
   * @param rows of the model's table, with an id and a label
   * @param count how many they are
   * @param label the numeric column of labels
   */
  public static ExplainModel on(
      PCollection<RecordBatch> rows, PCollectionView<Long> count, String label) {
    return new ExplainModel(rows, count, label);
  }

  @Override
  public PCollection<ModelExplanation> expand(PCollection<ModelBundle> bundle) {
    PCollectionView<Iterable<RecordBatch>> sample =
        rows.apply("SampleRows", ParDo.of(new SampleRowsFn(SAMPLE, count)).withSideInputs(count))
            .setCoder(RecordBatchCoder.of())
            .apply("Sample", View.asIterable());
    return bundle
        .apply("Explain", ParDo.of(new ExplainModelFn(sample, label)).withSideInputs(sample))
        .setCoder(JsonCoder.of(ModelExplanation.class));
  }
}
