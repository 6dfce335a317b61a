package io.risknet.transforms.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;

/**
 * The compact, versioned and deterministic encoding of a {@link ScoreDistribution}: a version, then
 * variable-length integers, in blocks, as streams are slow byte by byte. Scores ascend, so each is
 * the distance of its bits from those of the one before, as single precision when all scores fit;
 * one row at a score is told by one byte. That makes some three bytes a score of single precision.
 */
public final class ScoreDistributionCoder extends AtomicCoder<ScoreDistribution> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 2;

  /** A single row is told by its label, other numbers of rows by one from here on, and another. */
  private static final int SEVERAL = 2;

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
    var block = new Block();
    long previous = 0;
    for (int i = 0; i < value.size(); i++) {
      long bits = ordered(value.score(i), single);
      block.put(bits - previous);
      putRows(block, value.positives(i), value.negatives(i));
      previous = bits;
      if (block.isFull()) {
        block.write(out);
      }
    }
    if (!block.isEmpty()) {
      block.write(out);
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
    var block = new Block();
    long bits = 0;
    for (int i = 0; i < size; i++) {
      if (block.isEmpty()) {
        block.read(in);
      }
      bits += block.take();
      long rows = block.take();
      if (rows < SEVERAL) {
        builder.add(score(bits, single), rows, 1 - rows);
      } else {
        builder.add(score(bits, single), rows - SEVERAL, block.take());
      }
    }
    return builder.build(unscored, unlabelled);
  }

  private static void putRows(Block block, long positives, long negatives) {
    if (positives + negatives == 1) {
      block.put(positives);
    } else {
      block.put(positives + SEVERAL);
      block.put(negatives);
    }
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

  /** Variable-length integers of some scores, which a stream takes and gives at once. */
  private static final class Block {
    private static final int CAPACITY = 1 << 13;

    /** Three integers of ten bytes each, which is the most that a score takes. */
    private static final int LARGEST = 30;

    private final byte[] bytes = new byte[CAPACITY];
    private int begin;
    private int end;

    boolean isEmpty() {
      return begin == end;
    }

    boolean isFull() {
      return end > CAPACITY - LARGEST;
    }

    void put(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes[end++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[end++] = (byte) rest;
    }

    long take() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[begin++];
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    void write(OutputStream out) throws IOException {
      VarInt.encode(end, out);
      out.write(bytes, 0, end);
      end = 0;
    }

    void read(InputStream in) throws IOException {
      begin = 0;
      end = VarInt.decodeInt(in);
      if (end > CAPACITY || in.readNBytes(bytes, 0, end) < end) {
        throw new CoderException("Scores end before all are told; read them from a whole copy.");
      }
    }
  }
}
