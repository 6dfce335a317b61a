package io.risknet.transforms.features;

import com.google.common.collect.ImmutableList;
import io.risknet.transforms.statistics.Accumulator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The accumulators of a {@link Pass} over some of the rows, by what they are rows of. */
final class Partial {

  /**
   * The training rows of a fold, as encoded with another one held out.
   *
   * @param heldOut the fold held out; -1 when none is, or nothing is encoded yet
   * @param fold the rows' fold
   */
  record Key(int heldOut, int fold) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return heldOut != other.heldOut
          ? Integer.compare(heldOut, other.heldOut)
          : Integer.compare(fold, other.fold);
    }
  }

  private final SortedMap<Key, List<Accumulator<?>>> accumulators;

  private Partial(Map<Key, List<Accumulator<?>>> accumulators) {
    this.accumulators = new TreeMap<>(accumulators);
  }

  /** Of no rows. */
  static Partial empty() {
    return new Partial(Map.of());
  }

  /** Puts accumulators that a pass then adds rows to. */
  void put(Key key, List<? extends Accumulator<?>> started) {
    accumulators.put(key, ImmutableList.copyOf(started));
  }

  /** The accumulator of a key at a place, when there were rows of that key. */
  @SuppressWarnings("unchecked") // The caller, a pass, knows what it put at each place.
  <A extends Accumulator<A>> Optional<A> get(Key key, int place) {
    return Optional.ofNullable(accumulators.get(key)).map(list -> (A) list.get(place));
  }

  boolean isEmpty() {
    return accumulators.isEmpty();
  }

  /** Of the rows of both; changes neither. */
  Partial merge(Partial other) {
    var merged = new Partial(accumulators);
    other.accumulators.forEach((key, list) -> merged.accumulators.merge(key, list, Partial::merge));
    return merged;
  }

  private static List<Accumulator<?>> merge(List<Accumulator<?>> left, List<Accumulator<?>> right) {
    var merged = new ArrayList<Accumulator<?>>(left.size());
    for (int i = 0; i < left.size(); i++) {
      merged.add(merge(left.get(i), right.get(i)));
    }
    return merged;
  }

  @SuppressWarnings("unchecked") // Accumulators of one pass and place are of one type.
  private static <A extends Accumulator<A>> Accumulator<?> merge(
      Accumulator<A> left, Accumulator<?> right) {
    return left.merge((A) right);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(accumulators.size());
    for (var entry : accumulators.entrySet()) {
      out.writeInt(entry.getKey().heldOut());
      out.writeInt(entry.getKey().fold());
      for (var accumulator : entry.getValue()) {
        accumulator.write(out);
      }
    }
  }

  static Partial read(Pass pass, DataInput in) throws IOException {
    var partial = empty();
    for (int left = in.readInt(); left > 0; left--) {
      partial.put(new Key(in.readInt(), in.readInt()), pass.read(in));
    }
    return partial;
  }
}
