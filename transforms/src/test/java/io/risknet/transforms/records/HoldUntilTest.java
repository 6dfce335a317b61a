package io.risknet.transforms.records;

import io.risknet.transforms.testing.BeamTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;

@BeamTest
class HoldUntilTest {
  private static final Map<String, AtomicInteger> SIGNALLED = new ConcurrentHashMap<>();

  @Test
  void passesElementsOnWhenAllSignalsAreComplete(TestPipeline pipeline) {
    var run = UUID.randomUUID().toString();
    var one = signal(pipeline, run, "one", List.of(1, 2, 3));
    var other = signal(pipeline, run, "other", List.of(4, 5));

    var seen =
        pipeline
            .apply("Elements", Create.of("a", "b"))
            .apply(HoldUntil.complete(List.of(one, other)))
            .apply(
                "HowManySignals",
                MapElements.into(TypeDescriptors.strings())
                    .via(element -> element + SIGNALLED.get(run)));

    PAssert.that(seen).containsInAnyOrder("a5", "b5");
    pipeline.run();
  }

  @Test
  void passesElementsOnWhenNothingIsToBeWaitedFor(TestPipeline pipeline) {
    var passed = pipeline.apply(Create.of("a", "b")).apply(HoldUntil.<String>complete(List.of()));

    PAssert.that(passed).containsInAnyOrder("a", "b");
    pipeline.run();
  }

  @Test
  void passesElementsOnWhenASignalIsEmpty(TestPipeline pipeline) {
    var nothing = pipeline.apply("Nothing", Create.empty(TypeDescriptors.integers()));

    var passed =
        pipeline
            .apply("Elements", Create.of("a"))
            .apply(HoldUntil.<String>complete(List.of(nothing)));

    PAssert.that(passed).containsInAnyOrder("a");
    pipeline.run();
  }

  private static PCollection<Integer> signal(
      TestPipeline pipeline, String run, String name, List<Integer> elements) {
    return pipeline
        .apply(name, Create.of(elements))
        .apply(name + "Spread", Reshuffle.viaRandomKey())
        .apply(
            name + "Count",
            MapElements.into(TypeDescriptors.integers())
                .via(
                    element ->
                        SIGNALLED
                            .computeIfAbsent(run, key -> new AtomicInteger())
                            .incrementAndGet()));
  }
}
