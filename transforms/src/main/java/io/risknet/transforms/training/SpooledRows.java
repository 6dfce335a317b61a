package io.risknet.transforms.training;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.risknet.transforms.features.FeatureFits;
import io.risknet.transforms.features.FloatMatrix;
import io.risknet.transforms.records.AtomicFile;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.records.RecordBatchCoder;
import io.risknet.transforms.splits.Folds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Reads a {@link TrainingSet} back and encodes it into a learner's matrices, part by part on all
 * processors: each part has its own place in the matrix. The files' bytes are kept as long as
 * memory allows, so that every fold comes from one read; rows are decoded anew for each, which
 * takes little time against the many times larger memory of keeping them decoded.
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
  public LabelledMatrix training(OptionalInt heldOut) {
    return training(heldOut, 1);
  }

  /**
   * Some of the rows that are learnt from while a fold is held out.
   *
   * @param share of the rows, those with the lowest hashes of their ids: whoever is given more is
   *     given these too
   */
  public LabelledMatrix training(OptionalInt heldOut, double share) {
    var all =
        matrix(
            fits.names(heldOut),
            fold -> training.folding().sees(heldOut, fold),
            (batch, out) -> fits.writeTraining(batch, heldOut, out));
    return share == 1 ? all : all.first((int) Math.ceil(share * all.rows()));
  }

  /** All rows, encoded as rows are that nothing was fitted on. */
  public LabelledMatrix unseen() {
    return matrix(fits.total().names(), fold -> true, fits.total()::write);
  }

  /** The rows of a fold that is held out, encoded by what those learnt from teach. */
  public LabelledMatrix heldOut(int fold) {
    var fitted = fits.heldOut(fold);
    return matrix(fitted.names(), other -> other == fold, fitted::write);
  }

  private LabelledMatrix matrix(List<String> names, IntPredicate wanted, Encoder encoder) {
    var parts = training.parts();
    var firstRows = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      firstRows[i + 1] = Math.addExact(firstRows[i], rows(parts.get(i), wanted));
    }
    int rows = firstRows[parts.size()];
    // Read on this thread: a pool's threads may have a class loader that knows no file systems.
    var files = parts.stream().map(part -> read(part.file())).toList();
    var matrix = FloatMatrix.of(rows, names.size());
    var labels = new float[rows];
    IntStream.range(0, parts.size())
        .parallel()
        .forEach(
            i -> {
              var batch = take(decode(files.get(i)), wanted);
              encoder.write(batch, matrix.window(firstRows[i], batch.rows()));
              copyLabels(batch, labels, firstRows[i]);
            });
    return LabelledMatrix.of(names, matrix, labels);
  }

  private static int rows(SpoolPart part, IntPredicate wanted) {
    return IntStream.range(0, part.folds().size()).filter(wanted).map(part::rows).sum();
  }

  private static RecordBatch take(RecordBatch batch, IntPredicate wanted) {
    var rows =
        IntStream.range(0, batch.rows()).filter(row -> wanted.test(Folds.of(batch, row))).toArray();
    return rows.length == batch.rows() ? batch : batch.take(rows);
  }

  private static void copyLabels(RecordBatch batch, float[] labels, int firstRow) {
    var column = batch.numeric(batch.schema().nameOf(ColumnRole.LABEL));
    for (int row = 0; row < batch.rows(); row++) {
      labels[firstRow + row] = (float) column.get(row);
    }
  }

  private static byte[] read(String file) {
    try {
      return FILES.get(file, () -> AtomicFile.read(file).orElseThrow(() -> gone(file)));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
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
}
