package io.risknet.pipelines.freddiemac.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticOriginationTest {
  private static final Pattern[] COLUMNS =
      ColumnForms.of(
          "[3-8]\\d\\d|9999",
          "20090[2-5]",
          "[YN9]",
          "20[123]\\d(0[1-9]|1[0-2])",
          "(\\d{5})?",
          "000|012|018|025|030|035|999",
          "[1-4]|99",
          "[PSI9]",
          "[1-9]\\d{0,2}",
          "[1-9]|[1-5]\\d|6[0-5]|999",
          "[1-9]\\d{1,2}000",
          "[1-9]\\d{0,2}",
          "1?\\d\\.\\d[0257][05]",
          "[RBCT9]",
          "[YN]?",
          "FRM|ARM",
          "[A-Z]{2}",
          "SF|PU|CO|MH|CP|99",
          "\\d{3}00",
          "F09Q1\\d{7}",
          "[PCNR9]",
          "[1-9]\\d{1,2}",
          "0[1-9]|10|99",
          "[A-Za-z .,&]+",
          "[A-Za-z .,&]+",
          "Y?",
          "(F0[0-9]Q[1-4]\\d{7})?",
          "[HFR9]",
          "Y?",
          "9",
          "[YN]",
          "[YN79]");

  @Test
  void everyColumnOfEveryLineHasItsForm() {
    Set<String> wrong = new HashSet<>();
    SyntheticSample.eachLoan(loan -> wrong.addAll(ColumnForms.mismatches(loan, COLUMNS)));
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest(name = "column {0}")
  @CsvSource(
      textBlock =
          """
          2, 200902 200903 200904 200905
          3, 9 N Y
          6, 000 012 018 025 030 035 999
          7, 1 2 3 4 99
          8, 9 I P S
          14, 9 B C R T
          15, '- N Y'
          16, ARM FRM
          18, 99 CO CP MH PU SF
          21, 9 C N P R
          23, 01 02 03 04 05 06 07 08 09 10 99
          26, - Y
          28, 9 F H R
          29, - Y
          31, N Y
          32, 7 9 N Y
          """)
  void everyCodeOccurs(int column, String codes) {
    Set<String> found = new HashSet<>();
    SyntheticSample.eachLoan(
        loan -> found.add(loan[column - 1].isEmpty() ? "-" : loan[column - 1]));
    assertThat(found).containsExactlyInAnyOrder(codes.split(" "));
  }

  @ParameterizedTest(name = "column {0}")
  @CsvSource({
    "1, 9999, 0.0002, 0.003",
    "5, '', 0.08, 0.16",
    "9, 999, 0.0003, 0.003",
    "10, 999, 0.005, 0.04",
    "12, 999, 0.0001, 0.002"
  })
  void missingValuesAreRareButThere(int column, String missing, double least, double most) {
    int[] count = new int[1];
    SyntheticSample.eachLoan(loan -> count[0] += loan[column - 1].equals(missing) ? 1 : 0);
    assertThat(count[0] / 40_000.0).isBetween(least, most);
  }

  @Test
  void maturityIsTheMonthOfTheLastInstalment() {
    SyntheticSample.eachLoan(
        loan -> {
          int first = month(loan[1]);
          assertThat(month(loan[3])).isEqualTo(first + Integer.parseInt(loan[21]) - 1);
        });
  }

  @Test
  void loansAreNumberedWithoutGaps() {
    int[] expected = {1};
    SyntheticSample.eachLoan(
        loan -> assertThat(loan[19]).isEqualTo("F09Q1%07d".formatted(expected[0]++)));
    assertThat(expected[0]).isEqualTo(40_001);
  }

  @Test
  void firstPaymentsSpreadOverFourMonths() {
    TreeMap<String, Integer> loans = new TreeMap<>();
    SyntheticSample.eachLoan(loan -> loans.merge(loan[1], 1, Integer::sum));
    assertThat(loans.values()).hasSize(4).allMatch(count -> count > 2_000);
  }

  @Test
  void mortgageInsuranceComesWithHighRatiosOnly() {
    SyntheticSample.eachLoan(
        loan -> {
          boolean insured = !loan[5].equals("000") && !loan[5].equals("999");
          if (insured) {
            assertThat(Integer.parseInt(loan[11])).isGreaterThan(80);
          }
        });
  }

  private static int month(String yearMonth) {
    return 12 * Integer.parseInt(yearMonth.substring(0, 4))
        + Integer.parseInt(yearMonth.substring(4));
  }
}
