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
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.util.MathUtils;
import org.junit.jupiter.api.Test;

class TurnCoderTest {

  @Property
  void flinksHashOfAKeyIsItsNumber(@ForAll @IntRange(min = 0) int number) throws CoderException {
    assertThat(MathUtils.murmurHash(Arrays.hashCode(encode(number)))).isEqualTo(number);
  }

  @Property
  void bytesAreInTheOrderOfTheirNumbers(
      @ForAll @IntRange(min = 0) int first, @ForAll @IntRange(min = 0) int second)
      throws CoderException {
    assertThat(Integer.signum(Arrays.compare(encode(first), encode(second))))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(encode(first), encode(second))))
        .isEqualTo(Integer.signum(Integer.compare(first, second)));
  }

  @Property
  void whatIsDecodedIsWhatWasEncoded(@ForAll @IntRange(min = 0) int number) throws CoderException {
    assertThat(CoderUtils.decodeFromByteArray(TurnCoder.of(), encode(number))).isEqualTo(number);
  }

  private static byte[] encode(int number) throws CoderException {
    return CoderUtils.encodeToByteArray(TurnCoder.of(), number);
  }

  @Test
  void flinkDealsOutInTurnsAndInOrder() {
    assertThat(byThread("--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=3"))
        .containsExactlyInAnyOrder(everyThirdFrom(0), everyThirdFrom(1), everyThirdFrom(2));
  }

  @Test
  void theDirectRunnerTakesThemInOrder() {
    assertThat(byThread("--runner=DirectRunner", "--targetParallelism=1"))
        .containsExactly(IntStream.range(0, 300).boxed().toList());
  }

  /** What each of the runner's threads takes of 300 numbers. */
  private static List<List<Integer>> byThread(String... options) {
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(options).create());
    var taken = Collected.<KV<String, Integer>>create();

    pipeline
        .apply(Impulse.create())
        .apply(ParDo.of(new NumbersFn()))
        .setCoder(KvCoder.of(TurnCoder.of(), VarIntCoder.of()))
        .apply(Reshuffle.of())
        .apply(ParDo.of(new ThreadFn()))
        .apply(taken.sink());
    pipeline.run().waitUntilFinish();

    var threads = new TreeMap<String, List<Integer>>();
    taken
        .all()
        .forEach(
            kv ->
                threads.computeIfAbsent(kv.getKey(), name -> new ArrayList<>()).add(kv.getValue()));
    return List.copyOf(threads.values());
  }

  private static List<Integer> everyThirdFrom(int first) {
    return IntStream.iterate(first, i -> i < 300, i -> i + 3).boxed().toList();
  }

  /** Numbers under themselves. */
  static final class NumbersFn extends DoFn<byte[], KV<Integer, Integer>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void number(OutputReceiver<KV<Integer, Integer>> output) {
      IntStream.range(0, 300).forEach(i -> output.output(KV.of(i, i)));
    }
  }

  /** Tells which thread takes an element; Flink has one for each slot. */
  static final class ThreadFn extends DoFn<KV<Integer, Integer>, KV<String, Integer>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void take(
        @Element KV<Integer, Integer> element, OutputReceiver<KV<String, Integer>> output) {
      output.output(KV.of(Thread.currentThread().getName(), element.getValue()));
    }
  }
}
