package io.risknet.pipelines.run;

import io.risknet.transforms.splits.Folding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a search came to, for tests: a grid of 24 trials on two folds, whose best was taken and has
 * a ROC AUC of 0.8 in cross-validation and of 0.75 on the test part, and where nothing leaks. A
 * test names what is other in its own.
 */
public final class TestSearch {
  private String objective = "rocAuc";
  private String trial = "t0";
  private OptionalInt place = OptionalInt.of(1);
  private boolean cheapest;
  private int late;
  private String refitOn = "train";
  private int rounds = 10;
  private double selected = 0.8;
  private OptionalDouble ofTest = OptionalDouble.of(0.75);
  private OptionalDouble optimism = OptionalDouble.of(0.05);
  private List<String> leaks = List.of();
  private List<String> declaredHonest = List.of();
  private Optional<Boolean> leakageCheck = Optional.of(true);
  private Optional<SearchOutcome.Nested> nested = Optional.empty();

  public TestSearch by(String newObjective) {
    objective = newObjective;
    return this;
  }

  public TestSearch wonBy(String newTrial, int newPlace) {
    trial = newTrial;
    place = OptionalInt.of(newPlace);
    return this;
  }

  /** By the one-standard-error rule. */
  public TestSearch cheapest() {
    cheapest = true;
    return this;
  }

  /** Of the 24 trials. */
  public TestSearch lateTrials(int number) {
    late = number;
    return this;
  }

  public TestSearch refitOn(String parts) {
    refitOn = parts;
    return this;
  }

  public TestSearch after(int newRounds) {
    rounds = newRounds;
    return this;
  }

  /** Neither is told where the test defines no score. */
  public TestSearch selected(double newSelected, OptionalDouble newOfTest) {
    selected = newSelected;
    ofTest = newOfTest;
    optimism = newOfTest.stream().map(score -> newSelected - score).findFirst();
    return this;
  }

  /** Of a loss, which the test has more of. */
  public TestSearch selectedLoss(double newSelected, double newOfTest) {
    selected = newSelected;
    ofTest = OptionalDouble.of(newOfTest);
    optimism = OptionalDouble.of(newOfTest - newSelected);
    return this;
  }

  public TestSearch leaks(String... columns) {
    leaks = List.of(columns);
    return this;
  }

  public TestSearch declaredHonest(String... columns) {
    declaredHonest = List.of(columns);
    return this;
  }

  public TestSearch leakageCheck(Optional<Boolean> newLeakageCheck) {
    leakageCheck = newLeakageCheck;
    return this;
  }

  public TestSearch nested(SearchOutcome.Nested newNested) {
    nested = Optional.of(newNested);
    return this;
  }

  public SearchOutcome ended() {
    return new SearchOutcome(
        "grid",
        Folding.of(2),
        objective,
        24,
        0,
        late,
        48,
        0,
        OptionalInt.of(3),
        trial,
        place,
        cheapest,
        "xgboost",
        Map.of("rounds", rounds),
        selected,
        ofTest,
        optimism,
        refitOn,
        leaks,
        declaredHonest,
        leakageCheck,
        nested);
  }
}
