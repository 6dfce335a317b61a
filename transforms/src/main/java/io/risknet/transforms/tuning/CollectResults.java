package io.risknet.transforms.tuning;

import com.google.common.collect.Streams;
import io.risknet.transforms.records.JsonCoder;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.schemas.transforms.Group;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;

/**
 * All results of a search as one list, in any order.
 *
 * <p>They are encoded before they are grouped: with every result that joins a group the
 * DirectRunner copies those that are there already, and of bytes a copy costs next to nothing.
 */
final class CollectResults
    extends PTransform<PCollection<UnitResult>, PCollection<List<UnitResult>>> {
  private static final long serialVersionUID = 1;
  private static final JsonCoder<UnitResult> CODER = JsonCoder.of(UnitResult.class);

  @Override
  public PCollection<List<UnitResult>> expand(PCollection<UnitResult> results) {
    return results
        .apply("Encode", MapElements.via(new Encode()))
        .setCoder(ByteArrayCoder.of())
        .apply("Collect", Group.globally())
        .apply("Decode", MapElements.via(new Decode()))
        .setCoder(ListCoder.of(CODER));
  }

  private static final class Encode extends SimpleFunction<UnitResult, byte[]> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] apply(UnitResult result) {
      return bytes(result);
    }
  }

  private static final class Decode extends SimpleFunction<Iterable<byte[]>, List<UnitResult>> {
    private static final long serialVersionUID = 1;

    @Override
    public List<UnitResult> apply(Iterable<byte[]> encoded) {
      return Streams.stream(encoded).map(CollectResults::result).toList();
    }
  }

  private static byte[] bytes(UnitResult result) {
    try {
      return CoderUtils.encodeToByteArray(CODER, result);
    } catch (CoderException e) {
      throw new IllegalStateException("Not encoded: " + result, e);
    }
  }

  private static UnitResult result(byte[] bytes) {
    try {
      return CoderUtils.decodeFromByteArray(CODER, bytes);
    } catch (CoderException e) {
      throw new IllegalStateException("A result of the search is not readable.", e);
    }
  }
}
