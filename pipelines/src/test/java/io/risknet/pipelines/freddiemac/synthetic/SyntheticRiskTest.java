package io.risknet.pipelines.freddiemac.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticRiskTest {
  private static final Set<String> HARMLESS = Set.of("XX", "0", "1", "2", "R", "");
  private static final Set<String> BAD_ENDS = Set.of("3", "03", "6", "06", "9", "09");
  private static final Map<String, Boolean> DEFAULTED = new LinkedHashMap<>();
  private static final Map<String, String> SCORES = new HashMap<>();
  private static final Map<String, Double> PROBABILITIES = new HashMap<>();

  @BeforeAll
  static void read() {
    Map<String, Integer> rows = new HashMap<>();
    SyntheticSample.eachRow(
        row -> {
          boolean seen = rows.merge(row[0], 1, Integer::sum) <= 60;
          boolean bad = seen && (!HARMLESS.contains(row[3]) || BAD_ENDS.contains(row[8]));
          DEFAULTED.merge(row[0], bad, Boolean::logicalOr);
        });
    SyntheticSample.eachLoan(loan -> SCORES.put(loan[19], loan[0]));
    LoanBlock block = new LoanBlock(SyntheticSample.QUARTER);
    int number = 0;
    for (String id : SCORES.keySet().stream().sorted().toList()) {
      PROBABILITIES.put(id, RiskModel.defaultProbability(block.loan(++number)));
    }
  }

  @Test
  void threeToFourPercentDefault() {
    assertThat(rate(DEFAULTED.keySet())).isBetween(0.03, 0.04);
  }

  @Test
  void theCreditScoreAloneRanksAsItDoesOnRealLoans() {
    List<String> scored =
        DEFAULTED.keySet().stream().filter(id -> !SCORES.get(id).equals("9999")).toList();
    assertThat(auc(scored, id -> -Integer.parseInt(SCORES.get(id)))).isBetween(0.74, 0.76);
  }

  @Test
  void theLatentProbabilityIsTheCeiling() {
    assertThat(auc(List.copyOf(DEFAULTED.keySet()), PROBABILITIES::get)).isBetween(0.855, 0.870);
  }

  @Test
  void theLatentProbabilityIsTheDefaultRateOfItsTenth() {
    List<String> ranked =
        DEFAULTED.keySet().stream().sorted(Comparator.comparing(PROBABILITIES::get)).toList();
    int tenth = ranked.size() / 10;
    for (int i = 0; i < 10; i++) {
      List<String> ids = ranked.subList(i * tenth, (i + 1) * tenth);
      double expected = ids.stream().mapToDouble(PROBABILITIES::get).average().orElseThrow();
      double noise = 4 * Math.sqrt(expected * (1 - expected) / tenth);
      assertThat(rate(ids)).isBetween(expected - noise, expected + noise);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1999Q1", "2004Q3", "2007Q2", "2012Q4", "2018Q1", "2023Q3", "2098Q4"})
  void otherQuartersDriftWithinThreeToFourPercent(String quarter) {
    LoanBlock block = new LoanBlock(SyntheticQuarter.of(quarter));
    double sum = 0;
    for (int number = 1; number <= 40_000; number++) {
      sum += RiskModel.defaultProbability(block.loan(number));
    }
    assertThat(sum / 40_000).isBetween(0.03, 0.04);
  }

  private static double rate(Iterable<String> ids) {
    int loans = 0;
    int defaults = 0;
    for (String id : ids) {
      loans++;
      defaults += DEFAULTED.get(id) ? 1 : 0;
    }
    return (double) defaults / loans;
  }

  /** Share of pairs of a bad and a good loan that are ranked rightly, ties half: by mean ranks. */
  private static double auc(List<String> ids, ToDoubleFunction<String> risk) {
    List<String> ranked = new ArrayList<>(ids);
    ranked.sort(Comparator.comparingDouble(risk));
    double rankSum = 0;
    double bad = 0;
    for (int from = 0; from < ranked.size(); ) {
      int to = from;
      double value = risk.applyAsDouble(ranked.get(from));
      while (to < ranked.size() && risk.applyAsDouble(ranked.get(to)) == value) {
        to++;
      }
      for (int i = from; i < to; i++) {
        if (DEFAULTED.get(ranked.get(i))) {
          bad++;
          rankSum += (from + 1 + to) / 2.0;
        }
      }
      from = to;
    }
    return (rankSum - bad * (bad + 1) / 2) / (bad * (ranked.size() - bad));
  }
}
