package io.risknet.transforms.features;

import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.statistics.Accumulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Adds up rows as they are encoded for training: for the refit, and with each fold held out while
 * they may be learnt from.
 *
 * @param <A> the accumulator
 */
final class EncodedWalk<A extends Accumulator<A>> extends Pass.Walk {
  private static final FittedFeatures NOTHING = FittedFeatures.of(List.of(), List.of());

  private final FeatureFits fits;
  private final Function<OptionalInt, A> empty;
  private final BiConsumer<A, FloatMatrix> adder;
  private final Map<Partial.Key, A> accumulators = new HashMap<>();
  private final Map<Integer, FloatMatrix> spare = new HashMap<>();

  /**
   * A walk over no rows yet.
   *
   * @param empty makes the accumulator for a fold held out, or for the refit
   * @param adder adds encoded rows to it
   */
  EncodedWalk(FeatureFits fits, Function<OptionalInt, A> empty, BiConsumer<A, FloatMatrix> adder) {
    super(fits.folding());
    this.fits = fits;
    this.empty = empty;
    this.adder = adder;
  }

  @Override
  void add(int fold, RecordBatch rows) {
    var before = NOTHING;
    for (var heldOut : fits.folding().variants()) {
      if (fits.folding().sees(heldOut, fold)) {
        before = add(heldOut, fold, rows, before);
      }
    }
  }

  private FittedFeatures add(
      OptionalInt heldOut, int fold, RecordBatch rows, FittedFeatures before) {
    var encoder = fits.training(heldOut, fold);
    var matrix = matrix(rows.rows(), encoder.names().size());
    encoder.overwrite(rows, matrix, before);
    adder.accept(accumulator(heldOut, fold), matrix);
    return encoder;
  }

  private A accumulator(OptionalInt heldOut, int fold) {
    var key = key(heldOut, fold);
    return accumulators.computeIfAbsent(
        key,
        absent -> {
          var started = empty.apply(heldOut);
          partial().put(key, List.of(started));
          return started;
        });
  }

  /** The matrix of a width, used again and again: what encoders leave, they wrote before. */
  private FloatMatrix matrix(int rows, int columns) {
    var matrix = spare.get(columns);
    if (matrix == null || matrix.rows() < rows) {
      matrix = FloatMatrix.of(rows, columns);
      spare.put(columns, matrix);
    }
    return matrix.window(0, rows);
  }

  /** The accumulator of all folds that are training rows while one is held out, or none. */
  static <A extends Accumulator<A>> A merged(
      Partial all, OptionalInt heldOut, Folding folding, A empty) {
    return IntStream.range(0, folding.blocks())
        .mapToObj(fold -> all.<A>get(key(heldOut, fold), 0))
        .flatMap(Optional::stream)
        .reduce(empty, Accumulator::merge);
  }

  private static Partial.Key key(OptionalInt heldOut, int fold) {
    return new Partial.Key(heldOut.orElse(-1), fold);
  }
}
