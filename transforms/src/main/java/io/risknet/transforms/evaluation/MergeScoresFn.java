package io.risknet.transforms.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;

/**
 * Merges what {@link PackScoresFn} packed, in one walk over all scores in ascending order. A piece
 * is unpacked when the walk comes to it, so that memory holds the result and little else.
 */
final class MergeScoresFn<K> extends DoFn<KV<K, Iterable<byte[]>>, KV<K, ScoreDistribution>> {
  private static final long serialVersionUID = 1;

  @ProcessElement
  public void merge(
      @Element KV<K, Iterable<byte[]>> pieces, OutputReceiver<KV<K, ScoreDistribution>> receiver)
      throws CoderException {
    receiver.output(KV.of(pieces.getKey(), merged(pieces.getValue())));
  }

  private static ScoreDistribution merged(Iterable<byte[]> pieces) throws CoderException {
    var waiting = new ArrayList<Walk>();
    long scores = 0;
    boolean single = true;
    long unscored = 0;
    long unlabelled = 0;
    for (var packed : pieces) {
      var piece = unpacked(packed);
      scores += piece.size();
      single &= piece.isSingle();
      unscored += piece.unscored();
      unlabelled += piece.unlabelled();
      if (piece.size() > 0) {
        waiting.add(new Walk(packed, piece.score(0)));
      }
    }
    var builder = new ScoreDistribution.Builder(Math.toIntExact(scores), single);
    waiting.sort(Walk.BY_SCORE);
    walk(waiting, builder);
    return builder.build(unscored, unlabelled);
  }

  private static void walk(Iterable<Walk> pieces, ScoreDistribution.Builder builder)
      throws CoderException {
    var open = new PriorityQueue<>(Walk.BY_SCORE);
    for (var next : pieces) {
      // Nothing in the pieces to come is below the first score of the next.
      while (!open.isEmpty() && open.peek().score < next.score) {
        step(open, builder);
      }
      open.add(next.opened());
    }
    while (!open.isEmpty()) {
      step(open, builder);
    }
  }

  /** Takes the lowest score, with its rows in all pieces. */
  private static void step(PriorityQueue<Walk> open, ScoreDistribution.Builder builder) {
    double score = open.peek().score;
    long positives = 0;
    long negatives = 0;
    while (!open.isEmpty() && open.peek().score == score) {
      var lowest = open.remove();
      positives += lowest.piece.positives(lowest.position);
      negatives += lowest.piece.negatives(lowest.position);
      if (lowest.isAdvanced()) {
        open.add(lowest);
      }
    }
    builder.add(score, positives, negatives);
  }

  private static ScoreDistribution unpacked(byte[] piece) throws CoderException {
    return CoderUtils.decodeFromByteArray(ScoreDistributionCoder.of(), piece);
  }

  /** A piece, and where the walk is in it. */
  private static final class Walk {
    static final Comparator<Walk> BY_SCORE = (one, other) -> Double.compare(one.score, other.score);

    private final byte[] packed;
    private double score;
    private ScoreDistribution piece = ScoreDistribution.empty();
    private int position;

    Walk(byte[] packed, double score) {
      this.packed = packed;
      this.score = score;
    }

    Walk opened() throws CoderException {
      piece = unpacked(packed);
      return this;
    }

    /** Whether there is a next score; lets go of the piece when there is not. */
    boolean isAdvanced() {
      position++;
      if (position == piece.size()) {
        piece = ScoreDistribution.empty();
        return false;
      }
      score = piece.score(position);
      return true;
    }
  }
}
