package io.risknet.transforms.evaluation;

import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;

/** Merges what {@link PackScoresFn} packed. */
final class MergeScoresFn<K> extends DoFn<KV<K, Iterable<byte[]>>, KV<K, ScoreDistribution>> {
  private static final long serialVersionUID = 1;

  @ProcessElement
  public void merge(
      @Element KV<K, Iterable<byte[]>> pieces, OutputReceiver<KV<K, ScoreDistribution>> receiver)
      throws CoderException {
    var scores = new ScoreStack();
    for (var piece : pieces.getValue()) {
      scores.add(CoderUtils.decodeFromByteArray(ScoreDistributionCoder.of(), piece));
    }
    receiver.output(KV.of(pieces.getKey(), scores.take()));
  }
}
