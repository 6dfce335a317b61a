package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.testing.Collected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.util.MathUtils;
import org.junit.jupiter.api.Test;

class TurnKeysTest {

  @Property
  void flinksHashOfAKeyIsItsNumber(@ForAll @IntRange(min = 0) int number) {
    assertThat(MathUtils.murmurHash(Arrays.hashCode(TurnKeys.of(number)))).isEqualTo(number);
  }

  @Property
  void keysAreInTheOrderOfTheirNumbers(
      @ForAll @IntRange(min = 0) int first, @ForAll @IntRange(min = 0) int second) {
    int order = Integer.signum(Integer.compare(first, second));

    assertThat(Integer.signum(Arrays.compare(TurnKeys.of(first), TurnKeys.of(second))))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(TurnKeys.of(first), TurnKeys.of(second))))
        .isEqualTo(order);
  }

  @Test
  void flinkDealsOutInTurnsAndInOrder() {
    var options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(3);
    var pipeline = Pipeline.create(options);
    var numbers = IntStream.range(0, 300).mapToObj(i -> KV.of(TurnKeys.of(i), i)).toList();
    var taken = Collected.<KV<String, Integer>>create();

    pipeline
        .apply(Create.of(numbers).withCoder(KvCoder.of(ByteArrayCoder.of(), VarIntCoder.of())))
        .apply(Reshuffle.of())
        .apply(ParDo.of(new SlotFn()))
        .apply(taken.sink());
    pipeline.run().waitUntilFinish();

    var slots = new TreeMap<String, List<Integer>>();
    taken
        .all()
        .forEach(
            kv -> slots.computeIfAbsent(kv.getKey(), slot -> new ArrayList<>()).add(kv.getValue()));
    assertThat(slots.values())
        .containsExactlyInAnyOrder(everyThirdFrom(0), everyThirdFrom(1), everyThirdFrom(2));
  }

  private static List<Integer> everyThirdFrom(int first) {
    return IntStream.iterate(first, i -> i < 300, i -> i + 3).boxed().toList();
  }

  /** Tells which of Flink's threads takes an element; there is one for each slot. */
  static final class SlotFn extends DoFn<KV<byte[], Integer>, KV<String, Integer>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void take(
        @Element KV<byte[], Integer> element, OutputReceiver<KV<String, Integer>> output) {
      output.output(KV.of(Thread.currentThread().getName(), element.getValue()));
    }
  }
}
