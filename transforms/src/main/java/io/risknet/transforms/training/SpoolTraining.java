package io.risknet.transforms.training;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.IdOrder;
import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.Folds;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.schemas.transforms.Group;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes training rows to files once, so that workers read them from there instead of getting them
 * through the runner again and again. Gives one {@link TrainingSet}.
 *
 * <p>The rows are keyed by {@link io.risknet.transforms.records.BucketRecords}; a bucket may come
 * as several batches. They need a column in the role {@link ColumnRole#ID}, one in the role {@link
 * ColumnRole#LABEL} that holds 0 or 1, and {@link Folds#COLUMN}. A file holds a bucket's rows by
 * the unsigned hash of the id, then the id, and is named after what it holds: writing it again is
 * harmless, and different rows never meet under one name. No rows are no set. The files stay until
 * somebody cleans up the temporary location.
 *
 * <pre>{@code
 * PCollection<TrainingSet> training = train.apply(SpoolTraining.to("s3://bucket/tmp"));
 * }</pre>
 */
public final class SpoolTraining
    extends PTransform<PCollection<KV<Integer, RecordBatch>>, PCollection<TrainingSet>> {
  private static final long serialVersionUID = 1;

  private final String location;
  private final SerializableFunction<TrainingSet, TrainingSet> withFolds;

  private SpoolTraining(String location, SerializableFunction<TrainingSet, TrainingSet> withFolds) {
    this.location = location;
    this.withFolds = withFolds;
  }

  /**
   * Into files below a temporary location on any of Beam's file systems; the rows are in stratified
   * folds.
   */
  public static SpoolTraining to(String location) {
    return new SpoolTraining(location, set -> set);
  }

  /** The rows were put into folds in this way. */
  public SpoolTraining withFolding(Folding folding) {
    return new SpoolTraining(location, set -> set.with(folding));
  }

  @Override
  public PCollection<TrainingSet> expand(PCollection<KV<Integer, RecordBatch>> input) {
    var folded = withFolds;
    return input
        .apply("GroupBuckets", GroupByKey.create())
        .apply("WriteParts", ParDo.of(new WritePartFn(location)))
        .setCoder(JsonCoder.of(SpoolPart.class))
        .apply("CollectParts", Group.globally())
        .apply(
            "TrainingSet",
            MapElements.into(TypeDescriptor.of(TrainingSet.class))
                .via(parts -> folded.apply(TrainingSet.of(ImmutableList.copyOf(parts)))))
        .setCoder(JsonCoder.of(TrainingSet.class));
  }

  /** Sorts and writes the rows of one bucket. */
  static final class WritePartFn extends DoFn<KV<Integer, Iterable<RecordBatch>>, SpoolPart> {
    private static final long serialVersionUID = 1;

    private final String location;

    WritePartFn(String location) {
      this.location = location;
    }

    @ProcessElement
    public void write(
        @Element KV<Integer, Iterable<RecordBatch>> bucket, OutputReceiver<SpoolPart> output)
        throws IOException {
      var rows = sort(concat(ImmutableList.copyOf(bucket.getValue())));
      if (rows.rows() == 0) {
        return;
      }
      var fingerprint = DataFingerprint.of(rows);
      var file =
          AtomicFile.below(
              location, "training/part-%05d-%s".formatted(bucket.getKey(), fingerprint));
      AtomicFile.write(file, CoderUtils.encodeToByteArray(RecordBatchCoder.of(), rows));
      var ids = rows.text(rows.schema().nameOf(ColumnRole.ID));
      output.output(
          new SpoolPart(
              file, ids.hash(0), ids.hash(rows.rows() - 1), SpoolPart.count(rows), fingerprint));
    }

    private static RecordBatch concat(List<RecordBatch> batches) {
      var schema = batches.get(0).schema();
      for (var batch : batches) {
        if (!batch.schema().equals(schema)) {
          throw new IllegalArgumentException(
              "Training batches differ in their columns: %s and %s; give all the same."
                  .formatted(schema, batch.schema()));
        }
      }
      if (!schema.contains(Folds.COLUMN.name())) {
        throw new IllegalArgumentException(
            "Training rows have no fold; put them through SplitRecords first.");
      }
      return RecordBatch.concat(batches);
    }

    private static RecordBatch sort(RecordBatch batch) {
      var ids = batch.text(batch.schema().nameOf(ColumnRole.ID));
      var order = IdOrder.of(ids, Comparator.naturalOrder());
      for (int i = 1; i < order.length; i++) {
        if (ids.compare(order[i - 1], ids, order[i]) == 0) {
          throw new IllegalArgumentException(
              "Id '%s' occurs twice among the training rows; settle duplicates before."
                  .formatted(ids.text(order[i])));
        }
      }
      return batch.take(order);
    }
  }
}
