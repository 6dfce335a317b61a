package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.ablation.Ablation;
import io.risknet.pipelines.spec.PublishedResults;
import io.risknet.transforms.evaluation.Interval;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AblationSummaryTest {

  @Test
  void aGainNamesTheSetThatItIsOver() {
    var gain = new Ablation.Gain("income", interval(0.2, 0.1, 0.3));

    assertThat(printed(set("progress", List.of("progress"), Optional.of(gain))).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("  progress")
                    .contains("+0.2000 (+0.1000 to +0.3000)")
                    .endsWith("  income"));
  }

  @Test
  void whatWasForcedIsNotSaidToBeKnownLater() {
    assertThat(printed(set("progress", List.of("progress"), Optional.empty())))
        .contains("the leakage guard would have stopped it for progress: its gain is unearned");
  }

  @Test
  void publishedFiguresAreToldApartWithTheirSource() {
    var none = OptionalDouble.empty();
    var figures =
        new PublishedResults.Figures(
            Optional.of("score"), OptionalDouble.of(0.7491), none, OptionalDouble.of(8.3));
    var published = new PublishedResults("Doe (2020)", Map.of("score alone", figures));
    var row =
        "  score alone                                          ROC AUC 0.749  average precision -"
            + "  8.3 minutes";

    assertThat(printed(set("score", List.of(), Optional.empty()), published).lines())
        .containsSequence("", "Published, Doe (2020):", row);
  }

  @Test
  void withoutPublishedFiguresNothingIsSaidOfThem() {
    assertThat(printed(set("score", List.of(), Optional.empty()))).doesNotContain("Published");
  }

  private static String printed(Ablation.SetResult set) {
    return printed(set, new PublishedResults("", Map.of()));
  }

  private static String printed(Ablation.SetResult set, PublishedResults published) {
    var out = new ByteArrayOutputStream();
    AblationSummary.print(
        new Ablation(List.of(set), published), "sets", new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }

  private static Ablation.SetResult set(
      String name, List<String> leaks, Optional<Ablation.Gain> gain) {
    var area = interval(0.8, 0.7, 0.9);
    return new Ablation.SetResult(
        name,
        leaks,
        Optional.of(
            new Ablation.Trained(
                100, 5, area, area, gain, OptionalInt.of(4), 24, 0, List.of(), true, 12.5)),
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
