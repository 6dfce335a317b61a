package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.Impute;
import io.risknet.transforms.features.MeanEncode;
import io.risknet.transforms.features.Numeric;
import io.risknet.transforms.features.WeightOfEvidence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTemplateTest {
  private static final String STATES =
      "{'encode': [{'numeric': 'dti'}, {'mean-encode': {'columns': ['state'],"
          + " 'smoothing': '$smoothing', 'when': '$states'}}]}";
  private static final Map<String, List<String>> STATES_AND_SMOOTHING =
      Map.of("smoothing", List.of("5", "20"), "states", List.of("true", "false"));

  private static PlanTemplate template(String text) throws Exception {
    return PlanTemplate.of(JsonMapper.builder().build().readTree(text.replace('\'', '"')));
  }

  private static SearchSpace space(Map<String, List<String>> plan) {
    return Units.space(Map.of(), 10).withPlan(plan);
  }

  @Test
  void aParameterStandsForAnOption() throws Exception {
    var plans =
        template("{'encode': [{'mean-encode': {'columns': ['state'], 'smoothing': '$smoothing'}}]}")
            .plans(space(Map.of("smoothing", List.of("5", "0.5"))));

    assertThat(plans)
        .containsExactly(
            Map.entry("smoothing=5", FeaturePlan.of(MeanEncode.of("state").withSmoothing(5))),
            Map.entry("smoothing=0.5", FeaturePlan.of(MeanEncode.of("state").withSmoothing(0.5))));
  }

  @Test
  void aNumberOfBinsIsAnOptionToo() throws Exception {
    var plans =
        template("{'encode': [{'woe': {'columns': ['dti'], 'bins': '$bins'}}]}")
            .plans(space(Map.of("bins", List.of("4", "16"))));

    assertThat(plans)
        .containsExactly(
            Map.entry("bins=4", FeaturePlan.of(WeightOfEvidence.of("dti").withBins(4))),
            Map.entry("bins=16", FeaturePlan.of(WeightOfEvidence.of("dti").withBins(16))));
  }

  @Test
  void aFeatureIsThereWhenItsParameterIsTrue() throws Exception {
    var plans =
        template(
                "{'encode': [{'numeric': 'dti'}, {'numeric': {'columns': ['ltv'], 'when': '$ltv'}}]}")
            .plans(space(Map.of("ltv", List.of("true", "false"))));

    assertThat(plans.get("ltv=true"))
        .isEqualTo(FeaturePlan.of(Numeric.of("dti"), Numeric.of("ltv")));
    assertThat(plans.get("ltv=false")).isEqualTo(FeaturePlan.of(Numeric.of("dti")));
  }

  @Test
  void aFeatureThatIsLeftOutMakesNoUseOfItsParameters() throws Exception {
    var plans =
        template(STATES)
            .plans(Units.space(Map.of(), 10).withPlan(STATES_AND_SMOOTHING, template(STATES)));

    assertThat(plans)
        .containsOnly(
            Map.entry("states=false", FeaturePlan.of(Numeric.of("dti"))),
            Map.entry("smoothing=5,states=true", withState(5)),
            Map.entry("smoothing=20,states=true", withState(20)));
  }

  @Test
  void aParameterIsUsedWhereOnePlanUsesIt() throws Exception {
    assertThat(template(STATES).plans(space(STATES_AND_SMOOTHING)))
        .hasSize(4)
        .containsEntry("smoothing=20,states=false", FeaturePlan.of(Numeric.of("dti")))
        .containsEntry("smoothing=20,states=true", withState(20));
  }

  private static FeaturePlan withState(double smoothing) {
    return FeaturePlan.of(Numeric.of("dti"), MeanEncode.of("state").withSmoothing(smoothing));
  }

  @Test
  void aParameterMayBeAText() throws Exception {
    var plans =
        template("{'encode': [{'impute': {'column': 'dti', 'with': '$with'}}]}")
            .plans(space(Map.of("with", List.of("mean", "median"))));

    assertThat(plans.get("with=median")).isEqualTo(FeaturePlan.of(Impute.median("dti")));
  }

  @Test
  void onlyWhatJsonCallsANumberIsOne() throws Exception {
    var plans =
        template("{'encode': [{'numeric': '$column'}]}")
            .plans(space(Map.of("column", List.of("30d", "007", "NaN"))));

    assertThat(plans.values())
        .containsExactlyInAnyOrder(
            FeaturePlan.of(Numeric.of("30d")),
            FeaturePlan.of(Numeric.of("007")),
            FeaturePlan.of(Numeric.of("NaN")));
  }

  @Test
  void withoutParametersThereIsOnePlan() throws Exception {
    assertThat(template("{'encode': [{'numeric': 'dti'}]}").plans(space(Map.of())))
        .containsExactly(Map.entry("", FeaturePlan.of(Numeric.of("dti"))));
  }

  @Test
  void everyParameterIsUsedAndVaried() throws Exception {
    var uses = template("{'encode': [{'numeric': {'columns': ['a'], 'when': '$b'}}]}");
    var usesNone = template("{'encode': [{'numeric': 'a'}]}");

    assertThatThrownBy(() -> uses.plans(space(Map.of())))
        .hasMessageContaining("the plan parameter $b, which the search does not vary");
    assertThatThrownBy(() -> usesNone.plans(space(Map.of("b", List.of("1")))))
        .hasMessageContaining("The features do not use the plan parameters [b]; put $b in place");
    assertThatThrownBy(() -> uses.plans(space(Map.of("b", List.of("1")))))
        .hasMessageContaining("takes true or false");
  }
}
