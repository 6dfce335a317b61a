package io.risknet.transforms.records;

import java.util.List;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Passes a bounded collection's elements on once other bounded collections are complete, such as
 * files that have to be written before their commit mark. Does what Beam's {@code Wait.on} does, in
 * five steps instead of nine, and one for each further signal: Flink pays for each step when a job
 * begins. {@code Wait.on} is for windows.
 *
 * <pre>{@code
 * mark.apply("WhenAllIsWritten", HoldUntil.complete(List.of(scores, model)));
 * }</pre>
 *
 * @param <T> the elements
 */
public final class HoldUntil<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final long serialVersionUID = 1;

  private final transient List<PCollection<?>> signals;

  private HoldUntil(List<PCollection<?>> signals) {
    this.signals = List.copyOf(signals);
  }

  /** Holds elements until all of these are complete; none are always complete. */
  public static <T> HoldUntil<T> complete(List<PCollection<?>> signals) {
    return new HoldUntil<>(signals);
  }

  @Override
  public PCollection<T> expand(PCollection<T> elements) {
    var ends = PCollectionList.<Void>empty(elements.getPipeline());
    for (var signal : signals) {
      ends = ends.and(signal.apply("End" + ends.size(), ParDo.of(new EndFn<>())));
    }
    PCollectionView<Iterable<Void>> complete =
        ends.apply("Ends", Flatten.pCollections())
            .setCoder(VoidCoder.of())
            .apply("Complete", View.asIterable());
    return elements
        .apply("Hold", ParDo.of(new PassFn<T>()).withSideInputs(complete))
        .setCoder(elements.getCoder());
  }

  /** Nothing of a collection but its end. */
  private static final class EndFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process() {}
  }

  private static final class PassFn<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element T element, OutputReceiver<T> output) {
      output.output(element);
    }
  }
}
