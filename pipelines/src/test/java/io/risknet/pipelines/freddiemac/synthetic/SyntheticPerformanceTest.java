package io.risknet.pipelines.freddiemac.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SyntheticPerformanceTest {
  private static final String MONTH = "20[01]\\d(0[1-9]|1[0-2])";
  private static final String MONEY = "\\d+\\.\\d\\d";
  private static final String PERHAPS_MONEY = "(-?\\d+\\.\\d\\d)?";
  private static final Pattern[] COLUMNS =
      ColumnForms.of(
          "F09Q1\\d{7}",
          MONTH,
          MONEY,
          "\\d\\d?|RA|XX|",
          "\\d{1,3}",
          "\\d{1,3}",
          "(" + MONTH + ")?",
          "[YP]?",
          "(01|02|03|06|09|15|16|96)?",
          "(" + MONTH + ")?",
          "\\d{1,2}\\.\\d{3}",
          MONEY,
          "(" + MONTH + ")?",
          PERHAPS_MONEY,
          PERHAPS_MONEY,
          PERHAPS_MONEY,
          PERHAPS_MONEY,
          PERHAPS_MONEY,
          PERHAPS_MONEY,
          PERHAPS_MONEY,
          PERHAPS_MONEY,
          "(-" + MONEY + "|0\\.00)?",
          "(" + MONEY + ")?",
          "[YN]?",
          "[YP]?",
          "([1-9]\\d{0,2})?",
          "(" + MONEY + ")?",
          "(" + MONEY + ")?",
          "Y?",
          "[FRT]?",
          "(" + MONEY + ")?",
          MONEY);

  private static final Set<String> WRONG = new TreeSet<>();
  private static final Set<String> TORN = new TreeSet<>();
  private static final Set<String> JUMPS = new TreeSet<>();
  private static final Set<String> BAD_ENDS = new TreeSet<>();
  private static final List<Integer> LENGTHS = new ArrayList<>();
  private static final List<Set<String>> CODES = new ArrayList<>();
  private static final TreeMap<String, Integer> ENDS = new TreeMap<>();
  private static int immature;
  private static long rows;

  /** One pass for all: the file is long. */
  @BeforeAll
  static void read() {
    for (int i = 0; i < 32; i++) {
      CODES.add(new HashSet<>());
    }
    Set<String> seen = new HashSet<>();
    List<String[]> loan = new ArrayList<>();
    SyntheticSample.eachRow(
        row -> {
          if (!loan.isEmpty() && !loan.get(0)[0].equals(row[0])) {
            note(loan, seen);
            loan.clear();
          }
          loan.add(row);
        });
    note(loan, seen);
  }

  private static void note(List<String[]> loan, Set<String> seen) {
    String id = loan.get(0)[0];
    if (!seen.add(id)) {
      TORN.add(id);
    }
    LENGTHS.add(loan.size());
    for (int i = 0; i < loan.size(); i++) {
      String[] row = loan.get(i);
      rows++;
      // The forms of a sixth of the rows say enough.
      if (id.endsWith("7") || !row[8].isEmpty()) {
        WRONG.addAll(ColumnForms.mismatches(row, COLUMNS));
      }
      for (int column : new int[] {4, 8, 9, 24, 25, 29, 30}) {
        CODES.get(column - 1).add(row[column - 1]);
      }
      if (i > 0 && month(row[1]) != month(loan.get(i - 1)[1]) + 1) {
        JUMPS.add(id);
      }
      if (!row[8].isEmpty()) {
        ENDS.merge(row[8], 1, Integer::sum);
        boolean settled = row[9].equals(row[1]) && row[2].equals("0.00") && !row[26].isEmpty();
        if (i < loan.size() - 1 || !settled) {
          BAD_ENDS.add(id);
        }
      }
    }
    immature += loan.size() < 60 && loan.get(loan.size() - 1)[8].isEmpty() ? 1 : 0;
  }

  @Test
  void everyColumnHasItsForm() {
    assertThat(WRONG).isEmpty();
  }

  @Test
  void everyDocumentedStatusOccurs() {
    assertThat(CODES.get(3))
        .contains("0", "1", "2", "3", "4", "5", "6", "9", "12", "18", "RA", "XX", "");
  }

  @Test
  void everyFlagOccurs() {
    assertThat(CODES.get(7)).containsExactlyInAnyOrder("", "Y", "P");
    assertThat(CODES.get(23)).containsExactlyInAnyOrder("", "Y", "N");
    assertThat(CODES.get(24)).containsExactlyInAnyOrder("", "Y", "P");
    assertThat(CODES.get(28)).containsExactlyInAnyOrder("", "Y");
    assertThat(CODES.get(29)).containsExactlyInAnyOrder("", "F", "R", "T");
  }

  @Test
  void loansEndInEveryWay() {
    assertThat(ENDS).containsOnlyKeys("01", "02", "03", "06", "09", "15", "16", "96");
  }

  @Test
  void mostLoansArePaidOff() {
    assertThat(ENDS.get("01") / 40_000.0).isBetween(0.80, 0.95);
  }

  @Test
  void aLoanHasAboutFortyRows() {
    assertThat((double) rows / LENGTHS.size()).isBetween(36.0, 44.0);
  }

  @Test
  void theLongestHistoriesHaveAboutAHundredRows() {
    assertThat(Collections.max(LENGTHS)).isBetween(95, 105);
  }

  @Test
  void rowsOfALoanAreAdjacent() {
    assertThat(TORN).isEmpty();
  }

  @Test
  void rowsOfALoanAreConsecutiveMonths() {
    assertThat(JUMPS).isEmpty();
  }

  @Test
  void nothingFollowsTheRowThatSettlesALoan() {
    assertThat(BAD_ENDS).isEmpty();
  }

  @Test
  void aFewLoansAreImmature() {
    assertThat(immature / 40_000.0).isBetween(0.01, 0.03);
  }

  @Test
  void aFewLoansHaveNoRows() {
    assertThat((40_000 - LENGTHS.size()) / 40_000.0).isBetween(0.001, 0.003);
  }

  private static int month(String yearMonth) {
    return 12 * Integer.parseInt(yearMonth.substring(0, 4))
        + Integer.parseInt(yearMonth.substring(4));
  }
}
