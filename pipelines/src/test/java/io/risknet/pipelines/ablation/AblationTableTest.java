package io.risknet.pipelines.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.spec.PublishedResults;
import io.risknet.transforms.evaluation.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AblationTableTest {

  @Test
  void hasARowASetAndOneForWhatWasPublished() {
    var ablation =
        new Ablation(
            List.of(
                set("score", List.of(), List.of("score"), Optional.empty()),
                set(
                    "progress",
                    List.of("progress"),
                    List.of(),
                    Optional.of(new Ablation.Gain("score", interval(0.1, 0.05, 0.15)))),
                new Ablation.SetResult(
                    "later", List.of(), Optional.empty(), Optional.of("It leaks, it does."))),
            new PublishedResults(
                "somebody",
                Map.of(
                    "score alone",
                    new PublishedResults.Figures(
                        Optional.of("score"),
                        OptionalDouble.of(0.75),
                        OptionalDouble.empty(),
                        OptionalDouble.of(8.3)))));

    assertThat(AblationTable.of(ablation).toCsv().lines())
        .containsExactly(
            "set,status,rocAuc,rocAucLower,rocAucUpper,averagePrecision,averagePrecisionLower,"
                + "averagePrecisionUpper,gain,gainLower,gainUpper,gainOver,seconds,trainings,reused,features,rows,"
                + "positives,reason",
            "score,trained,0.8,0.7,0.9,0.3,,,,,,,12.5,24,6,4,100,5,"
                + "\"declared honest by --allowLeakage: score\"",
            "progress,forced,0.8,0.7,0.9,0.3,,,0.1,0.05,0.15,score,12.5,24,6,4,100,5,"
                + "\"the leakage guard would have stopped it for progress\"",
            "later,stopped,,,,,,,,,,,,,,,,,\"It leaks, it does.\"",
            "\"score alone\",published,0.75,,,,,,,,,,498.0,,,,,,");
  }

  private static Ablation.SetResult set(
      String name, List<String> leaks, List<String> declaredHonest, Optional<Ablation.Gain> gain) {
    var none = OptionalDouble.empty();
    return new Ablation.SetResult(
        name,
        leaks,
        Optional.of(
            new Ablation.Trained(
                100,
                5,
                interval(0.8, 0.7, 0.9),
                new Interval(
                    OptionalDouble.of(0.3), none, none, none, 0.95, "m", Optional.of("Too few.")),
                gain,
                OptionalInt.of(4),
                24,
                6,
                declaredHonest,
                true,
                12.5)),
        Optional.empty());
  }

  private static Interval interval(double estimate, double lower, double upper) {
    return new Interval(
        OptionalDouble.of(estimate),
        OptionalDouble.of(0.05),
        OptionalDouble.of(lower),
        OptionalDouble.of(upper),
        0.95,
        "m",
        Optional.empty());
  }
}
