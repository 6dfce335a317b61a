package io.risknet.pipelines.train;

import static com.google.common.collect.ImmutableList.toImmutableList;

import io.risknet.pipelines.spec.ColumnSpec;
import io.risknet.pipelines.spec.RunSpec;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.SplitRecords;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.MapValues;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The parts of {@link SplitRecords} that are learnt from, without the columns that no feature can
 * be made of and no fold goes by. Such a column is read to evaluate by; in the training rows it
 * would be part of their fingerprint, and so decide over the seeds of trials.
 */
final class DropUnlearnt extends PTransform<PCollectionTuple, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  private final List<String> columns;

  DropUnlearnt(RunSpec spec) {
    this.columns =
        spec.table().columns().entrySet().stream()
            .filter(column -> column.getValue().type() == ColumnSpec.Kind.GROUP)
            .map(Map.Entry::getKey)
            .filter(name -> !isGrouped(spec.split().folding(), name))
            .collect(toImmutableList());
  }

  private static boolean isGrouped(Folding folding, String column) {
    return folding instanceof Folding.Grouped grouped && grouped.column().equals(column);
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple parts) {
    var train = parts.get(SplitRecords.TRAIN);
    var validation = parts.get(SplitRecords.VALIDATION);
    if (columns.isEmpty()) {
      return PCollectionTuple.of(SplitRecords.TRAIN, train)
          .and(SplitRecords.VALIDATION, validation);
    }
    var names = columns;
    var batches = TypeDescriptor.of(RecordBatch.class);
    return PCollectionTuple.of(
            SplitRecords.TRAIN,
            train
                .apply("Train", MapValues.into(batches).via(rows -> rows.without(names)))
                .setCoder(train.getCoder()))
        .and(
            SplitRecords.VALIDATION,
            validation
                .apply("Validation", MapElements.into(batches).via(rows -> rows.without(names)))
                .setCoder(validation.getCoder()));
  }
}
