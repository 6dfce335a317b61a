package io.risknet.transforms.tuning;

import com.google.common.collect.Streams;
import io.risknet.transforms.records.JsonCoder;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.schemas.transforms.Group;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * All results of a search as one list, in any order.
 *
 * <p>They are grouped as text: with every result that joins a group the DirectRunner copies those
 * that are there already by their coder, and of text a copy costs next to nothing.
 */
final class CollectResults
    extends PTransform<PCollection<UnitResult>, PCollection<List<UnitResult>>> {
  private static final long serialVersionUID = 1;

  @Override
  public PCollection<List<UnitResult>> expand(PCollection<UnitResult> results) {
    return results
        .apply("Write", MapElements.into(TypeDescriptors.strings()).via(JsonCoder::write))
        .apply("Group", Group.globally())
        .apply(
            "Read",
            MapElements.into(TypeDescriptors.lists(TypeDescriptor.of(UnitResult.class)))
                .via(CollectResults::read))
        .setCoder(ListCoder.of(JsonCoder.of(UnitResult.class)));
  }

  private static List<UnitResult> read(Iterable<String> written) {
    return Streams.stream(written).map(json -> JsonCoder.read(json, UnitResult.class)).toList();
  }
}
