package io.risknet.pipelines.run;

import io.risknet.transforms.records.JsonCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * The moment at which a stage's one result was there.
 *
 * @param stage name of the stage
 * @param epochMillis when
 */
public record StageMark(String stage, long epochMillis) {

  /** Marks the end of a stage by its result. */
  public static <T> PTransform<PCollection<T>, PCollection<StageMark>> endOf(String stage) {
    return new Marking<>(stage);
  }

  private static final class Marking<T> extends PTransform<PCollection<T>, PCollection<StageMark>> {
    private static final long serialVersionUID = 1;

    private final String stage;

    Marking(String stage) {
      this.stage = stage;
    }

    @Override
    public PCollection<StageMark> expand(PCollection<T> result) {
      return result
          .apply("Mark", ParDo.of(new MarkFn<>(stage)))
          .setCoder(JsonCoder.of(StageMark.class));
    }
  }

  private static final class MarkFn<T> extends DoFn<T, StageMark> {
    private static final long serialVersionUID = 1;

    private final String stage;

    MarkFn(String stage) {
      this.stage = stage;
    }

    @ProcessElement
    public void process(OutputReceiver<StageMark> output) {
      output.output(new StageMark(stage, System.currentTimeMillis()));
    }
  }
}
