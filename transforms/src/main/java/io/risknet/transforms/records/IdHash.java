package io.risknet.transforms.records;

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

  /**
   * The bucket of a hash among {@code buckets}: contiguous ranges of the unsigned hash, so that
   * bucket by bucket is hash order, whatever the number of buckets.
   */
  public static int bucket(long hash, int buckets) {
    return (int) (((hash >>> 32) * buckets) >>> 32);
  }
}
