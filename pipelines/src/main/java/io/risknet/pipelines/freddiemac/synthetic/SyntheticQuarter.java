package io.risknet.pipelines.freddiemac.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quarter of made-up loans: what to generate, as a value. Two equal quarters are the same bytes,
 * on any machine and with any number of threads.
 *
 * <pre>{@code
 * QuarterFiles files =
 *     SyntheticQuarter.of("2009Q1").withLoans(40_000).withSeed(7).write(Path.of("data"));
 * }</pre>
 *
 * <p>Loans are drawn one by one from the seed, the quarter and their number: asking for more loans
 * adds to the end and changes no earlier line. Missing values are the format's own sentinels and
 * blanks, at small rates.
 *
 * @param quarter of origination, such as 2009Q1, from 1999 to 2098
 * @param loans lines of the origination file before dirty ones, 1 to 9,999,999; about 40 monthly
 *     rows follow from each
 * @param seed any number; another one gives other loans
 * @param dirtyFraction share of lines, 0 to 0.5, that are spoilt or have a bad line beside them
 */
public record SyntheticQuarter(String quarter, int loans, long seed, double dirtyFraction) {
  private static final Pattern QUARTER = Pattern.compile("(\\d{4})Q([1-4])");
  private static final int FIRST_YEAR = 1999;
  // Loan numbers carry two digits of the year.
  private static final int LAST_YEAR = 2098;
  private static final int MOST_LOANS = 9_999_999;
  private static final double MOST_DIRTY = 0.5;

  private static final int DEFAULT_LOANS = 40_000;
  private static final long DEFAULT_SEED = 1;
  private static final double DEFAULT_DIRTY = 0.001;

  /**
   * Checks the arguments.
   *
   * @throws IllegalArgumentException naming the option at fault and what it takes
   */
  public SyntheticQuarter {
    firstMonth(quarter);
    if (loans < 1 || loans > MOST_LOANS) {
      throw new IllegalArgumentException(
          "--loans is " + loans + ": give a number from 1 to 9,999,999.");
    }
    if (!(dirtyFraction >= 0 && dirtyFraction <= MOST_DIRTY)) {
      throw new IllegalArgumentException(
          "--dirtyFraction is " + dirtyFraction + ": give a share from 0 (none) to 0.5.");
    }
  }

  /** A quarter of 40,000 loans with seed 1 and one dirty line in a thousand. */
  public static SyntheticQuarter of(String quarter) {
    return new SyntheticQuarter(quarter, DEFAULT_LOANS, DEFAULT_SEED, DEFAULT_DIRTY);
  }

  public SyntheticQuarter withLoans(int loans) {
    return new SyntheticQuarter(quarter, loans, seed, dirtyFraction);
  }

  public SyntheticQuarter withSeed(long seed) {
    return new SyntheticQuarter(quarter, loans, seed, dirtyFraction);
  }

  public SyntheticQuarter withDirtyFraction(double dirtyFraction) {
    return new SyntheticQuarter(quarter, loans, seed, dirtyFraction);
  }

  /**
   * Writes both files into a directory, which is made if need be.
   *
   * @throws java.nio.file.FileAlreadyExistsException if one of the files is there already; see
   *     {@link GenerateQuarter#withOverwrite}
   */
  public QuarterFiles write(Path outputDir) throws IOException {
    return GenerateQuarter.of(this).write(outputDir);
  }

  /** Name of the origination file. */
  public String loansFile() {
    return "historical_data_" + quarter + ".txt";
  }

  /** Name of the monthly performance file. */
  public String performanceFile() {
    return "historical_data_time_" + quarter + ".txt";
  }

  int firstMonth() {
    return firstMonth(quarter);
  }

  private static int firstMonth(String quarter) {
    Matcher matcher = QUARTER.matcher(String.valueOf(quarter));
    int year = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new IllegalArgumentException(
          "--quarter is "
              + quarter
              + ": give a year from 1999 to 2098, the letter Q and 1 to 4, such as 2009Q1.");
    }
    return Months.of(year, 3 * Integer.parseInt(matcher.group(2)) - 2);
  }
}
