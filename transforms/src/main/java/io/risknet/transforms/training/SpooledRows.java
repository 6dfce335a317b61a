package io.risknet.transforms.training;

import com.google.common.base.Throwables;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.Lists;
import com.google.common.util.concurrent.ExecutionError;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.splits.Folds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Reads a {@link TrainingSet} back and encodes it for a learner, part by part on all processors:
 * each part is a block of the rows. The files' bytes are kept as long as memory allows, so that
 * every fold comes from one read; rows are decoded anew for each, which takes little time against
 * the many times larger memory of keeping them decoded.
 */
public final class SpooledRows {
  // Files are named after what they hold, so a name never stands for other bytes.
  private static final Cache<String, byte[]> FILES = CacheBuilder.newBuilder().softValues().build();

  private final TrainingSet training;
  private final FeatureFits fits;

  private SpooledRows(TrainingSet training, FeatureFits fits) {
    this.training = training;
    this.fits = fits;
  }

  /** The rows of a training set under these fits. */
  public static SpooledRows of(TrainingSet training, FeatureFits fits) {
    return new SpooledRows(training, fits);
  }

  /** The rows that are learnt from while a fold is held out; for the refit, all. */
  public LabelledRows training(OptionalInt heldOut) {
    return training(heldOut, 1);
  }

  /**
   * Some of the rows that are learnt from while a fold is held out.
   *
   * @param share of the rows, those with the lowest hashes of their ids: whoever is given more is
   *     given these too
   */
  public LabelledRows training(OptionalInt heldOut, double share) {
    return new EncodedRows(
        fits.names(heldOut),
        share,
        fold -> training.folding().sees(heldOut, fold),
        (batch, out) -> fits.writeTraining(batch, heldOut, out));
  }

  /** All rows, encoded as rows are that nothing was fitted on. */
  public LabelledRows unseen() {
    return new EncodedRows(fits.total().names(), 1, fold -> true, fits.total()::write);
  }

  /** The rows of a fold that is held out, encoded by what those learnt from teach. */
  public LabelledRows heldOut(int fold) {
    var fitted = fits.heldOut(fold);
    return new EncodedRows(fitted.names(), 1, other -> other == fold, fitted::write);
  }

  private static byte[] read(String file) {
    try {
      return FILES.get(file, () -> AtomicFile.read(file).orElseThrow(() -> gone(file)));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
    } catch (ExecutionError e) {
      // As it was: whoever asks for rows can do something about want of memory.
      throw (Error) e.getCause();
    }
  }

  private static IOException gone(String file) {
    return new IOException(
        "Spooled training rows are gone: %s; keep the temporary location until the run has ended."
            .formatted(file));
  }

  private static RecordBatch decode(byte[] file) {
    try {
      return CoderUtils.decodeFromByteArray(RecordBatchCoder.of(), file);
    } catch (CoderException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private interface Encoder {
    void write(RecordBatch batch, FloatMatrix out);
  }

  /** Part of a file. */
  private record Block(String file, int firstRow, int rows) {}

  /** The rows of some folds, encoded. */
  private final class EncodedRows implements LabelledRows {
    private final List<String> names;
    private final IntPredicate wanted;
    private final Encoder encoder;
    private final List<Block> blocks;
    private final int rows;

    EncodedRows(List<String> names, double share, IntPredicate wanted, Encoder encoder) {
      this.names = names;
      this.wanted = wanted;
      this.encoder = encoder;
      int all = training.parts().stream().mapToInt(this::rows).reduce(0, Math::addExact);
      this.rows = (int) Math.ceil(share * all);
      this.blocks = blocks();
    }

    private List<Block> blocks() {
      var list = new ArrayList<Block>();
      int firstRow = 0;
      for (var part : training.parts()) {
        int taken = Math.min(rows(part), rows - firstRow);
        if (taken > 0) {
          list.add(new Block(part.file(), firstRow, taken));
          firstRow += taken;
        }
      }
      return list;
    }

    private int rows(SpoolPart part) {
      return IntStream.range(0, part.folds().size()).filter(wanted).map(part::rows).sum();
    }

    @Override
    public List<String> names() {
      return names;
    }

    /** A step may have dropped it, or another plan of the search writes it. */
    @Override
    public boolean mayLack(String column) {
      return true;
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public void forEachBlock(BlockConsumer consumer) {
      // As few at a time as keep the processors busy: they are all in memory.
      for (var group : Lists.partition(blocks, Runtime.getRuntime().availableProcessors())) {
        // Read on this thread: a pool's threads may have a class loader that knows no file systems.
        var files = group.stream().map(block -> read(block.file())).toList();
        var failures = new ConcurrentLinkedQueue<Throwable>();
        IntStream.range(0, group.size())
            .parallel()
            .forEach(
                i -> {
                  try {
                    var block = group.get(i);
                    consumer.accept(block.firstRow(), encode(files.get(i), block.rows()));
                  } catch (RuntimeException | Error e) {
                    // Thrown here, it would leave the others at work.
                    failures.add(e);
                  }
                });
        failures.forEach(Throwables::throwIfUnchecked);
      }
    }

    private LabelledMatrix encode(byte[] file, int limit) {
      var all = decode(file);
      var taken =
          IntStream.range(0, all.rows())
              .filter(row -> wanted.test(Folds.of(all, row)))
              .limit(limit)
              .toArray();
      var batch = taken.length == all.rows() ? all : all.take(taken);
      var values = FloatMatrix.of(batch.rows(), names.size());
      encoder.write(batch, values);
      var label = batch.numeric(batch.schema().nameOf(ColumnRole.LABEL));
      var labels = new float[batch.rows()];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = (float) label.get(row);
      }
      return LabelledMatrix.of(names, values, labels);
    }
  }
}
