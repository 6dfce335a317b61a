package io.risknet.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.transforms.features.DropByVariance;
import io.risknet.transforms.features.Feature;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.Input;
import io.risknet.transforms.features.MissingIndicator;
import io.risknet.transforms.features.Numeric;
import io.risknet.transforms.features.OneHot;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The feature sets of an ablation, as a spec lists them. */
class AblationSpecTest {
  private static final String SPEC =
      """
      name: cards
      table:
        delimiter: ";"
        columns:
          card: {type: id}
          limit: {type: numeric}
          debt: {type: numeric}
          region: {type: categorical}
          later: {type: numeric, knownLater: true}
          bad: {type: label}
      split: {train: 0.6, validation: 0.2, test: 0.2}
      features:
        encode:
          - numeric: [limit, debt]
          - missing-indicator: limit
          - one-hot: region
        then: [drop-by-variance]
      ablation:
        sets:
          limit: {columns: [limit]}
          numbers: {features: [numeric]}
          limit-as-it-is: {columns: [limit], features: [numeric]}
          all: {}
          with-later: {add: [numeric: later]}
          later-alone: {features: [one-hot], columns: [region], add: [numeric: later]}
        published:
          source: somebody
          figures:
            limits: {beside: limit, rocAuc: 0.7, minutes: 3}
      """;

  private static final FeaturePlan ALL =
      FeaturePlan.of(
              Numeric.of("limit"),
              Numeric.of("debt"),
              MissingIndicator.of("limit"),
              OneHot.of("region"))
          .then(DropByVariance.of());

  private static List<String> features(String set) {
    return Specs.parse("cards", SPEC)
        .ablation()
        .select(set, Map.of("", ALL))
        .get("")
        .features()
        .stream()
        .map(AblationSpecTest::text)
        .toList();
  }

  private static String text(Feature<?> feature) {
    var columns = feature.inputs().stream().map(Input::column).toList();
    return FeaturePlan.kind(feature) + " " + String.join(" ", columns);
  }

  @ParameterizedTest
  @CsvSource({
    "limit, numeric limit;missing-indicator limit",
    "numbers, numeric limit;numeric debt",
    "limit-as-it-is, numeric limit",
    "all, numeric limit;numeric debt;missing-indicator limit;one-hot region",
    "with-later, numeric limit;numeric debt;missing-indicator limit;one-hot region;numeric later",
    "later-alone, one-hot region;numeric later"
  })
  void aSetTakesFeaturesByColumnAndByKindAndAddsOthers(String set, String features) {
    assertThat(features(set)).containsExactly(features.split(";", -1));
  }

  private static List<String> builtIn(String set) {
    var spec = Specs.load("freddie-mac");
    var all = Map.of("", FeaturePlan.fromJson(spec.features()));
    return spec.ablation().select(set, all).get("").features().stream()
        .map(AblationSpecTest::text)
        .toList();
  }

  @Test
  void theBuiltInSetOfTheCreditScoreHasNothingElse() {
    assertThat(builtIn("credit-score")).containsExactly("numeric credit_score");
  }

  @Test
  void theBuiltInSetOfOriginationColumnsHasThemAsTheyAre() {
    assertThat(builtIn("origination"))
        .containsExactly(
            "numeric credit_score",
            "numeric number_of_units",
            "numeric original_cltv",
            "numeric original_dti",
            "numeric original_upb",
            "numeric original_ltv",
            "numeric number_of_borrowers",
            "ordinal-encode first_time_homebuyer",
            "ordinal-encode occupancy_status",
            "ordinal-encode channel",
            "ordinal-encode prepayment_penalty",
            "ordinal-encode amortization_type",
            "ordinal-encode property_type",
            "ordinal-encode loan_purpose",
            "ordinal-encode seller_name",
            "ordinal-encode super_conforming",
            "ordinal-encode program_indicator",
            "ordinal-encode harp_indicator",
            "ordinal-encode property_valuation_method",
            "ordinal-encode interest_only");
  }

  @Test
  void theBuiltInSetsOfGeneratedFeaturesHaveTheirKindsAsWell() {
    assertThat(builtIn("generated"))
        .hasSize(31)
        .containsAll(builtIn("origination"))
        .contains("missing-indicator super_conforming", "mean-encode seller_name")
        .isEqualTo(builtIn(""));
    assertThat(builtIn("undefaulted-progress"))
        .hasSize(32)
        .containsAll(builtIn("generated"))
        .endsWith("numeric undefaulted_progress");
  }

  @Test
  void theStepsOfTheSpecStay() {
    var plans = Specs.parse("cards", SPEC).ablation().select("limit", Map.of("", ALL));

    assertThat(plans.get("").steps()).isEqualTo(ALL.steps());
  }

  @Test
  void withoutASetAllFeaturesAreTaken() {
    assertThat(features("")).hasSize(4);
  }

  @Test
  void whatWasPublishedIsTakenAsItIs() {
    var figures = Specs.parse("cards", SPEC).ablation().published().figures().get("limits");

    assertThat(figures.rocAuc()).hasValue(0.7);
    assertThat(figures.averagePrecision()).isEmpty();
    assertThat(figures.beside()).contains("limit");
  }

  @Test
  void specsSurviveAsJson() {
    var spec = Specs.parse("cards", SPEC);

    assertThat(Specs.fromJson(Specs.toJson(spec))).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          columns: [limit]} | columns: [limits]} | The feature set 'limit' takes 'limits', which no feature of the spec has; there are [debt, limit, region].
          columns: [limit]} | features: [number]} | The feature set 'limit' takes 'number', which no feature of the spec has; there are [missing-indicator, numeric, one-hot].
          columns: [limit]} | columns: [limit], features: [one-hot]} | The feature set 'limit' takes no feature that the spec has whatever its search tries; add one.
          columns: [limit]} | add: [numerics: later]} | There is no feature or step 'numerics'
          """)
  void aSetThatTakesWhatIsNotThereIsRefused(String from, String to, String message) {
    var ablation = Specs.parse("cards", SPEC.replaceFirst(Pattern.quote(from), to)).ablation();

    assertThatThrownBy(() -> ablation.select("limit", Map.of("", ALL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anUnknownSetIsRefused() {
    assertThatThrownBy(() -> features("limits"))
        .hasMessageStartingWith(
            "There is no feature set 'limits'; those of the spec's ablation are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit: {columns | a/b: {columns | the feature set 'a/b' should be called by letters
          beside: limit,  | beside: debt, | the published figures 'limits' stand beside 'debt', which is no feature set
          columns: [limit], | column: [limit], | at ablation.sets.limit-as-it-is.column: the key 'column' is not known
          """)
  void whatIsWrongWithTheSpecIsTold(String from, String to, String message) {
    assertThatThrownBy(() -> Specs.parse("cards", SPEC.replace(from, to)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
