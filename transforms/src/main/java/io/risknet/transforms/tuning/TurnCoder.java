package io.risknet.transforms.tuning;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * Encodes the numbers of elements so that runners deal the elements out in turns when the numbers
 * are their keys: on Flink number {@code i} goes to slot {@code i} modulo the number of slots,
 * whatever that is, and a slot gets its numbers in order. The DirectRunner's threads take the
 * numbers in their order in any encoding.
 *
 * <p>Flink gives a key to a slot by a hash of the key's bytes. Under the plain number some slots
 * get more than others, and the last one ends the search: with 120 equal units on two slots some 7
 * % late. These bytes have the hash that is wanted, which can be done as every step of Flink's hash
 * can be turned around. On a runner with another hash they are bytes like any others.
 *
 * @see "org.apache.flink.util.MathUtils#murmurHash, after Java's Arrays.hashCode of the bytes"
 */
final class TurnCoder extends AtomicCoder<Integer> {
  private static final long serialVersionUID = 1;
  private static final TurnCoder INSTANCE = new TurnCoder();

  /** Bytes of seven bits, so that signed and unsigned comparison agree. */
  private static final int NUMBER_BYTES = 5;

  /** Java's hash of bytes is a number to this base; seven digits reach all of 32 bits. */
  private static final int BASE = 31;

  private static final int DIGITS = 7;

  private TurnCoder() {}

  /** The coder of numbers from 0. */
  static TurnCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Integer number, OutputStream out) throws IOException {
    out.write(bytes(number));
  }

  @Override
  public Integer decode(InputStream in) throws IOException {
    var key = new byte[NUMBER_BYTES + DIGITS];
    new DataInputStream(in).readFully(key);
    int number = 0;
    for (int i = 0; i < NUMBER_BYTES; i++) {
      number = (number << 7) | key[i];
    }
    return number;
  }

  @Override
  public void verifyDeterministic() {
    // A number has one encoding.
  }

  /** The DirectRunner groups by the number itself, and so keeps the order. */
  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static byte[] bytes(int number) {
    var key = new byte[NUMBER_BYTES + DIGITS];
    int hash = 1;
    for (int i = 0; i < NUMBER_BYTES; i++) {
      key[i] = (byte) ((number >>> (7 * (NUMBER_BYTES - 1 - i))) & 0x7f);
      hash = BASE * hash + key[i];
    }
    for (int i = 0; i < DIGITS; i++) {
      hash *= BASE;
    }
    long missing = Integer.toUnsignedLong(hashed(number) - hash);
    for (int i = key.length - 1; i >= NUMBER_BYTES; i--) {
      key[i] = (byte) (missing % BASE);
      missing /= BASE;
    }
    return key;
  }

  /** What Flink's murmur hash turns into this number: its steps backwards. */
  private static int hashed(int number) {
    int code = number;
    code ^= code >>> 16;
    code *= inverse(0xc2b2ae35);
    code ^= (code >>> 13) ^ (code >>> 26);
    code *= inverse(0x85ebca6b);
    code ^= code >>> 16;
    code ^= 4;
    code = (code - 0xe6546b64) * inverse(5);
    code = Integer.rotateRight(code, 13) * inverse(0x1b873593);
    return Integer.rotateRight(code, 15) * inverse(0xcc9e2d51);
  }

  /** Of an odd number modulo 2^32; each step of Newton's doubles the bits that are right. */
  private static int inverse(int odd) {
    int inverse = odd;
    for (int bits = 3; bits < Integer.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
