package io.risknet.pipelines.freddiemac.synthetic;

/**
 * One stream of random numbers (SplitMix64).
 *
 * <p>Written out rather than taken from the JDK: files must have the same bytes on every JDK, and
 * only integer and plain floating-point arithmetic promises that.
 */
final class Draws {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;
  // Standard deviation of the sum of eight 16-bit uniforms.
  private static final double SPREAD = 65_536 * 0.816496580927726;

  private long state;

  static Draws of(long seed) {
    Draws draws = new Draws();
    draws.restart(seed);
    return draws;
  }

  /** Scrambles all bits, so that neighbouring inputs give unrelated outputs. */
  static long mix(long value) {
    long z = value + GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static long mix(long first, long second) {
    return mix(mix(first) ^ second);
  }

  void restart(long seed) {
    state = seed;
  }

  long bits() {
    long drawn = mix(state);
    state += GAMMA;
    return drawn;
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (bits() >>> 11) * UNIT;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Uniform whole number in [low, high]. */
  int between(int low, int high) {
    return low + (int) (unit() * (high - low + 1));
  }

  /** Nearly normal, mean 0 and deviation 1, within 4.9: a sum of uniforms needs no logarithm. */
  double gaussian() {
    long a = bits();
    long b = bits();
    long sum = 0;
    for (int shift = 0; shift < 64; shift += 16) {
      sum += ((a >>> shift) & 0xFFFF) + ((b >>> shift) & 0xFFFF);
    }
    return (sum - 4 * 65_535) / SPREAD;
  }
}
