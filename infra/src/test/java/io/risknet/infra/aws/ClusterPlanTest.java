package io.risknet.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterPlanTest {
  private static final List<String> TYPES =
      List.of("m6i.xlarge", "m6a.xlarge", "m5.xlarge", "m5a.xlarge");

  @Test
  void everyParameterIsOneOfTheTemplate() throws Exception {
    var template = JsonMapper.builder().build().readTree(Templates.cluster()).get("Parameters");
    assertThat(ClusterPlan.PARAMETERS)
        .isSubsetOf(List.copyOf(template.properties()).stream().map(it -> it.getKey()).toList());
  }

  @Test
  void aPlanThatSaysAllDecidesEveryParameter() {
    assertThat(plan("risknet", 2, 4, TYPES).parameters(2, 64).keySet())
        .isEqualTo(ClusterPlan.PARAMETERS);
  }

  @Test
  void whatIsLeftOpenIsNotDecided() {
    assertThat(open(Optional.of(8)).parameters(2, 8)).isEqualTo(Map.of("Workers", "8"));
  }

  @Test
  void moreWorkersThanThereMayBeRaiseWhatThereMayBe() {
    assertThat(open(Optional.of(9)).parameters(2, 8))
        .isEqualTo(Map.of("Workers", "9", "MaxWorkers", "9"));
  }

  @Test
  void cloudFormationTakesTheTemplates() {
    assertThat(Ec2Cluster.compact(Templates.cluster()).length()).isLessThan(51_200);
    assertThat(Ec2Cluster.compact(Templates.storage()).length()).isLessThan(51_200);
  }

  @Test
  void fewerTypesThanTheTemplateHas() {
    assertRefused(
        () -> plan("risknet", 2, 4, List.of("m6i.xlarge")),
        "--workerTypes=m6i.xlarge: give 4 different types of one size");
  }

  @Test
  void typesThatAreTheSame() {
    assertRefused(
        () -> plan("risknet", 2, 4, List.of("m5.large", "m5.large", "m5.large", "m5.large")),
        "give 4 different types");
  }

  @Test
  void anArmType() {
    assertRefused(
        () -> plan("risknet", 2, 4, List.of("m6i.xlarge", "m7g.xlarge", "m5.xlarge", "m5a.xlarge")),
        "'m7g.xlarge' has an ARM processor");
  }

  @Test
  void noType() {
    assertRefused(
        () -> plan("risknet", 2, 4, List.of("m6i.xlarge", "big", "m5.xlarge", "m5a.xlarge")),
        "'big' is no EC2 instance type");
  }

  @Test
  void fewerAtMostThanAsked() {
    assertRefused(
        () -> plan("risknet", 5, 4, TYPES).parameters(2, 64),
        "--maxWorkers=4 is fewer than the 5 workers there are to be");
  }

  @Test
  void fewerAtMostThanThereAre() {
    var plan =
        new ClusterPlan(
            "risknet",
            Optional.empty(),
            Optional.of(3),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertRefused(
        () -> plan.parameters(4, 64), "--maxWorkers=3 is fewer than the 4 workers there are to be");
  }

  @Test
  void aNameThatNoStackCanHave() {
    assertRefused(() -> plan("risk_net", 2, 4, TYPES), "--name=risk_net: a cluster's name has");
  }

  private static ClusterPlan plan(String name, int workers, int max, List<String> types) {
    return new ClusterPlan(
        name,
        Optional.of(workers),
        Optional.of(max),
        Optional.of(types),
        Optional.of(100),
        Optional.of(0),
        Optional.of("m6i.large"));
  }

  private static ClusterPlan open(Optional<Integer> workers) {
    return new ClusterPlan(
        "risknet",
        workers,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void assertRefused(Runnable plan, String sentence) {
    assertThatThrownBy(plan::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
