package io.risknet.transforms.evaluation;

import io.risknet.transforms.records.RecordBatch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;

/**
 * Merges the scores of a bundle's batches key by key, and gives them in pieces: what a shuffle
 * carries has to be small. They are packed, as runners copy what they group again and again, and
 * bytes are copied fast.
 */
final class PackScoresFn<K> extends DoFn<KV<K, RecordBatch>, KV<K, byte[]>> {
  private static final long serialVersionUID = 1;

  /** At most a megabyte. */
  private static final int PIECE = 1 << 16;

  private final String score;
  private final String label;
  private transient Map<K, ScoreStack> scores;

  PackScoresFn(String score, String label) {
    this.score = score;
    this.label = label;
  }

  @StartBundle
  public void start() {
    scores = new LinkedHashMap<>();
  }

  @ProcessElement
  public void add(@Element KV<K, RecordBatch> batch) {
    scores
        .computeIfAbsent(batch.getKey(), key -> new ScoreStack())
        .add(ScoreDistribution.of(batch.getValue(), score, label));
  }

  @FinishBundle
  public void pack(FinishBundleContext context) throws CoderException {
    for (var entry : scores.entrySet()) {
      var total = entry.getValue().take();
      for (int from = 0; from == 0 || from < total.size(); from += PIECE) {
        context.output(
            KV.of(entry.getKey(), packed(total.piece(from, PIECE))),
            GlobalWindow.INSTANCE.maxTimestamp(),
            GlobalWindow.INSTANCE);
      }
    }
    scores = new LinkedHashMap<>();
  }

  static byte[] packed(ScoreDistribution scores) throws CoderException {
    return CoderUtils.encodeToByteArray(ScoreDistributionCoder.of(), scores);
  }
}
