package io.risknet.transforms.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;

/**
 * The compact, versioned and deterministic encoding of a {@link ScoreDistribution}: a version, then
 * variable-length integers. Scores ascend, so each is the distance of its bits from those of the
 * one before, as single precision when all scores fit: some four bytes a score.
 */
public final class ScoreDistributionCoder extends AtomicCoder<ScoreDistribution> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;
  private static final ScoreDistributionCoder INSTANCE = new ScoreDistributionCoder();

  private ScoreDistributionCoder() {}

  /** The coder. */
  public static ScoreDistributionCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ScoreDistribution value, OutputStream out) throws IOException {
    VarInt.encode(VERSION, out);
    VarInt.encode(value.unscored(), out);
    VarInt.encode(value.unlabelled(), out);
    VarInt.encode(value.size(), out);
    boolean single = value.isSingle();
    VarInt.encode(single ? 1 : 0, out);
    long previous = 0;
    for (int i = 0; i < value.size(); i++) {
      long bits = ordered(value.score(i), single);
      VarInt.encode(bits - previous, out);
      VarInt.encode(value.positives(i), out);
      VarInt.encode(value.negatives(i), out);
      previous = bits;
    }
  }

  @Override
  public ScoreDistribution decode(InputStream in) throws IOException {
    int version = VarInt.decodeInt(in);
    if (version != VERSION) {
      throw new CoderException(
          "Scores of format " + version + " were met; this release reads " + VERSION + ".");
    }
    long unscored = VarInt.decodeLong(in);
    long unlabelled = VarInt.decodeLong(in);
    int size = VarInt.decodeInt(in);
    boolean single = VarInt.decodeInt(in) == 1;
    var builder = new ScoreDistribution.Builder(size, single);
    long bits = 0;
    for (int i = 0; i < size; i++) {
      bits += VarInt.decodeLong(in);
      builder.add(score(bits, single), VarInt.decodeLong(in), VarInt.decodeLong(in));
    }
    return builder.build(unscored, unlabelled);
  }

  /** Bits that ascend with the score; flipping a negative number's bits turns its order round. */
  private static long ordered(double score, boolean single) {
    long bits = single ? Float.floatToIntBits((float) score) : Double.doubleToLongBits(score);
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  private static double score(long ordered, boolean single) {
    long bits = ordered < 0 ? ordered ^ Long.MAX_VALUE : ordered;
    return single ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
