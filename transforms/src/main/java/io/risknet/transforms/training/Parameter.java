package io.risknet.transforms.training;

/**
 * A hyperparameter of a {@link Learner} and the values it takes.
 *
 * @param name the name the learner's library uses
 * @param min the least value
 * @param minAllowed whether the least value itself is allowed
 * @param max the greatest value, which is allowed
 * @param integer whether it takes whole numbers only
 */
public record Parameter(String name, double min, boolean minAllowed, double max, boolean integer) {

  /** A number between both, inclusive. */
  public static Parameter between(String name, double min, double max) {
    return new Parameter(name, min, true, max, false);
  }

  /** A number above {@code min} and up to {@code max}. */
  public static Parameter above(String name, double min, double max) {
    return new Parameter(name, min, false, max, false);
  }

  /** A whole number between both, inclusive. */
  public static Parameter whole(String name, int min, int max) {
    return new Parameter(name, min, true, max, true);
  }

  /** Whether it takes this value. */
  public boolean allows(double value) {
    return Double.isFinite(value)
        && (minAllowed ? value >= min : value > min)
        && value <= max
        && !(integer && value != Math.rint(value));
  }

  /** What it takes, in words. */
  public String range() {
    var kind = integer ? "a whole number" : "a number";
    var least = minAllowed ? "from " : "above ";
    var bound =
        max == Double.POSITIVE_INFINITY ? "" : (minAllowed ? " to " : " and up to ") + text(max);
    return kind + " " + least + text(min) + (bound.isEmpty() ? " on" : bound);
  }

  /** A value the way people write it: whole numbers without a fraction. */
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
