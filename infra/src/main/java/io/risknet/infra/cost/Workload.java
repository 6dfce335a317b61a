package io.risknet.infra.cost;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How much there is to do.
 *
 * @param rows lines of all files that are read
 * @param loans how many loans these are about, or rows of a table with a row a loan
 */
public record Workload(long rows, long loans) {

  /** Freddie Mac's whole set: 54 million loans and their 3 billion monthly rows. */
  public static final Workload FREDDIE_MAC = new Workload(3_000_000_000L, 54_000_000L);

  /**
   * Refuses what is no work.
   *
   * @throws IllegalArgumentException when a number is not above 0
   */
  public Workload {
    checkArgument(
        rows > 0 && loans > 0,
        "%s rows and %s loans are no work; give numbers from 1.",
        rows,
        loans);
  }
}
