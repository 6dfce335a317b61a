package io.risknet.pipelines.run;

import io.risknet.transforms.records.JsonCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The moment at which a stage's result was there.
 *
 * @param stage name of the stage
 * @param epochMillis when
 * @param rows how many rows it worked on
 */
record StageMark(String stage, long epochMillis, long rows) {

  /** Marks the end of a stage by its one result. */
  static <T> PTransform<PCollection<T>, PCollection<StageMark>> at(
      String stage, SerializableFunction<T, Long> rows) {
    return new PTransform<>() {
      private static final long serialVersionUID = 1;

      @Override
      public PCollection<StageMark> expand(PCollection<T> result) {
        return result
            .apply(
                MapElements.into(TypeDescriptor.of(StageMark.class))
                    .via(
                        value ->
                            new StageMark(stage, System.currentTimeMillis(), rows.apply(value))))
            .setCoder(JsonCoder.of(StageMark.class));
      }
    };
  }
}
