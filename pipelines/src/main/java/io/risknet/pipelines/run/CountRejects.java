package io.risknet.pipelines.run;

import io.risknet.transforms.records.JsonCoder;
import io.risknet.transforms.records.Reject;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Counts rejects by reason, those that are shown one by one: see {@link RejectReasons}. */
public final class CountRejects
    extends PTransform<PCollection<Reject>, PCollection<KV<RejectReason, Long>>> {
  private static final long serialVersionUID = 1;

  @Override
  public PCollection<KV<RejectReason, Long>> expand(PCollection<Reject> rejects) {
    return rejects
        .apply(
            "Reasons",
            MapElements.into(TypeDescriptor.of(RejectReason.class)).via(RejectReason::of))
        .setCoder(JsonCoder.of(RejectReason.class))
        .apply("Count", Count.perElement());
  }
}
