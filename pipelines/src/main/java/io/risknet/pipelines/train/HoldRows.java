package io.risknet.pipelines.train;

import io.risknet.transforms.records.RecordBatch;
import java.util.List;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Passes rows on when a check is done. Unlike {@link Wait} alone, it also holds the end of the rows
 * back: where there are none, because all were rejected, the check has the first word, not a later
 * step that misses them.
 */
final class HoldRows
    extends PTransform<
        PCollection<KV<Integer, RecordBatch>>, PCollection<KV<Integer, RecordBatch>>> {
  private static final long serialVersionUID = 1;

  private final transient PCollection<?> checked;

  private HoldRows(PCollection<?> checked) {
    this.checked = checked;
  }

  /** Until this collection is complete. */
  static HoldRows until(PCollection<?> checked) {
    return new HoldRows(checked);
  }

  @Override
  public PCollection<KV<Integer, RecordBatch>> expand(PCollection<KV<Integer, RecordBatch>> rows) {
    return PCollectionList.of(rows.apply("Wait", Wait.on(checked)))
        .and(nothingOf(checked, rows))
        .apply("HoldEnd", Flatten.pCollections());
  }

  private static <T> PCollection<KV<Integer, RecordBatch>> nothingOf(
      PCollection<T> checked, PCollection<KV<Integer, RecordBatch>> rows) {
    return checked
        .apply("Nothing", FlatMapElements.into(rows.getTypeDescriptor()).via(any -> List.of()))
        .setCoder(rows.getCoder());
  }
}
