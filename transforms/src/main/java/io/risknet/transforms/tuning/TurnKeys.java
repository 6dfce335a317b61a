package io.risknet.transforms.tuning;

/**
 * Keys under which Flink deals numbered elements out in turns: number {@code i} goes to slot {@code
 * i} modulo the number of slots, whatever that is, and a slot gets its numbers in order.
 *
 * <p>Flink gives a key to a slot by a hash of the key's bytes. Under the plain number some slots
 * get more than others, and the last one ends the search: with 120 equal units on two slots some 7
 * % late. These keys have the hash that is wanted, which can be done as every step of Flink's hash
 * can be turned around. On a runner with another hash they are keys like any others.
 *
 * @see "org.apache.flink.util.MathUtils#murmurHash, after Java's Arrays.hashCode of the bytes"
 */
final class TurnKeys {
  /** Bytes of seven bits, so that signed and unsigned comparison agree. */
  private static final int NUMBER_BYTES = 5;

  /** Java's hash of bytes is a number to this base; seven digits reach all of 32 bits. */
  private static final int BASE = 31;

  private static final int DIGITS = 7;

  private TurnKeys() {}

  /** The key of a number, 0 or more. */
  static byte[] of(int number) {
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
