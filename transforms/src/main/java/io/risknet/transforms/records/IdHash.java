package io.risknet.transforms.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;

/**
 * The hash of identifiers that fixes buckets, the order of rows and folds (MurmurHash3, 128 bits,
 * seed 0, of which the first 64). It is part of the training format: another hash is another
 * experiment.
 */
public final class IdHash {
  private static final HashFunction MURMUR = Hashing.murmur3_128();

  private IdHash() {}

  /** The hash of the bytes from {@code start} to {@code end}, exclusive. */
  public static long of(byte[] bytes, int start, int end) {
    return MURMUR.hashBytes(bytes, start, end - start).asLong();
  }

  /** The hash of a text: that of its bytes in UTF-8. */
  public static long of(String text) {
    return MURMUR.hashString(text, UTF_8).asLong();
  }

  /**
   * Another hash made of a hash, for uses that must know nothing of buckets and order: the
   * finalizer of SplitMix64 (Steele, Lea, Flood 2014).
   */
  public static long mix(long hash) {
    long z = hash + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * A number from 0 to 1, exclusive, made of a hash: rows below a share are about so many, and the
   * same ones whatever their order.
   *
   * @param seed another one for each use that must know nothing of the others
   */
  public static double uniform(long hash, long seed) {
    return (mix(hash + seed) >>> 11) * 0x1p-53;
  }

  /**
   * The bucket of a hash among {@code buckets}: contiguous ranges of the unsigned hash, so that
   * bucket by bucket is hash order, whatever the number of buckets.
   */
  public static int bucket(long hash, int buckets) {
    return (int) (((hash >>> 32) * buckets) >>> 32);
  }
}
