package io.risknet.transforms.profiling;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How a population stability index is read, by the bounds that Siddiqi gives ("Credit Risk
 * Scorecards", Wiley 2006, chapter 8): below 0.10 nothing has changed that matters, up to 0.25 a
 * small change should be looked into, and beyond the population is another one.
 */
public enum StabilityBand {
  /** Below 0.10. */
  STABLE("stable"),
  /** From 0.10 to 0.25. */
  SMALL_CHANGE("small change"),
  /** Above 0.25. */
  SHIFT("shift");

  /** An index above this is a shift. */
  public static final double LARGEST_SMALL_CHANGE = 0.25;

  private static final double LEAST_CHANGE = 0.10;

  private final String id;

  StabilityBand(String id) {
    this.id = id;
  }

  /** The band of an index. */
  public static StabilityBand of(double index) {
    if (index < LEAST_CHANGE) {
      return STABLE;
    }
    return index <= LARGEST_SMALL_CHANGE ? SMALL_CHANGE : SHIFT;
  }

  /** Its name in files and tables. */
  @JsonValue
  public String id() {
    return id;
  }
}
