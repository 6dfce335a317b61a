package io.risknet.transforms.splits;

import io.risknet.transforms.records.NumericColumn;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Takes the rows of one fold away from the training rows that {@link SplitRecords} put out, for
 * nested cross-validation. The later folds of the rest move up by one, so that the rest is folded
 * by {@link Folding#withOneLess}.
 *
 * <pre>{@code
 * var parts = train.apply(LeaveFoldOut.of(0));
 * parts.get(LeaveFoldOut.REST).apply(SpoolTraining.to(temp).withFolding(folding.withOneLess()));
 * }</pre>
 */
public final class LeaveFoldOut
    extends PTransform<PCollection<KV<Integer, RecordBatch>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The rows of the other folds. */
  public static final TupleTag<KV<Integer, RecordBatch>> REST = new TupleTag<>("rest") {};

  /** The rows of the fold, without their bucket. */
  public static final TupleTag<RecordBatch> LEFT_OUT = new TupleTag<>("leftOut") {};

  private final int fold;

  private LeaveFoldOut(int fold) {
    this.fold = fold;
  }

  /** Leaves a fold out, which is one that is held out in turn. */
  public static LeaveFoldOut of(int fold) {
    return new LeaveFoldOut(fold);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, RecordBatch>> train) {
    var parts =
        train.apply(
            "Part", ParDo.of(new PartFn(fold)).withOutputTags(REST, TupleTagList.of(LEFT_OUT)));
    parts.get(REST).setCoder(train.getCoder());
    parts.get(LEFT_OUT).setCoder(RecordBatchCoder.of());
    return parts;
  }

  /** Moves whole batches: after the split a batch holds rows of one fold only. */
  private static final class PartFn
      extends DoFn<KV<Integer, RecordBatch>, KV<Integer, RecordBatch>> {
    private static final long serialVersionUID = 1;

    private final int leftOut;

    PartFn(int leftOut) {
      this.leftOut = leftOut;
    }

    @ProcessElement
    public void process(@Element KV<Integer, RecordBatch> bucket, MultiOutputReceiver outputs) {
      var batch = bucket.getValue();
      if (batch.rows() == 0) {
        return;
      }
      int fold = Folds.of(batch, 0);
      if (fold == leftOut) {
        outputs.get(LEFT_OUT).output(batch);
      } else {
        outputs
            .get(REST)
            .output(fold < leftOut ? bucket : KV.of(bucket.getKey(), moved(batch, fold - 1)));
      }
    }

    private static RecordBatch moved(RecordBatch batch, int fold) {
      return Folds.assign(batch, NumericColumn.constant(fold, batch.rows()));
    }
  }
}
