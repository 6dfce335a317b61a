package io.risknet.transforms.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Brings elements of a pipeline that runs in this JVM back to the test, to compare one run with
 * another.
 */
public final class Collected<T> {
  private static final Map<String, List<Object>> ELEMENTS = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  private Collected() {
    ELEMENTS.put(name, Collections.synchronizedList(new ArrayList<>()));
  }

  /** Room for the elements of one collection. */
  public static <T> Collected<T> create() {
    return new Collected<>();
  }

  /** Keeps every element that comes its way. */
  public PTransform<PCollection<T>, PDone> sink() {
    return new Sink<>(name);
  }

  /** The elements of the run so far. */
  @SuppressWarnings("unchecked") // Only the sink, which takes T, adds elements.
  public List<T> all() {
    return (List<T>) List.copyOf(ELEMENTS.get(name));
  }

  /** The single element of the run. */
  public T only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  private static final class Sink<T> extends PTransform<PCollection<T>, PDone> {
    private static final long serialVersionUID = 1;

    private final String key;

    Sink(String key) {
      this.key = key;
    }

    @Override
    public PDone expand(PCollection<T> input) {
      input.apply("Collect", ParDo.of(new CollectFn<>(key)));
      return PDone.in(input.getPipeline());
    }
  }

  private static final class CollectFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1;

    private final String key;

    CollectFn(String key) {
      this.key = key;
    }

    @ProcessElement
    public void collect(@Element T element) {
      ELEMENTS.get(key).add(element);
    }
  }
}
