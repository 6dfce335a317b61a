package io.risknet.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListTest {

  @ParameterizedTest
  @CsvSource({
    "m6i.large, 2, 8, 0.096",
    "m6i.xlarge, 4, 16, 0.192",
    "r6i.xlarge, 4, 32, 0.252",
    "c6i.2xlarge, 8, 16, 0.34",
    "m6i.2xlarge, 8, 32, 0.384",
    "r6i.2xlarge, 8, 64, 0.504"
  })
  void theBuiltInListHasTheDefaultTypes(String name, int vcpus, double memory, double onDemand) {
    var type = PriceList.builtIn().in("us-east-1").type(name);

    assertThat(type.vcpus()).isEqualTo(vcpus);
    assertThat(type.memoryGib()).isEqualTo(memory);
    assertThat(type.onDemand()).isEqualTo(onDemand);
    assertThat(type.spot().orElseThrow()).isLessThan(onDemand);
  }

  @Test
  void whatWasWrittenIsReadBack() {
    var list =
        new PriceList(
            "2026-02-03",
            "a test",
            Map.of(
                "eu-west-1",
                List.of(new InstanceType("m6i.large", 2, 8, 0.107, OptionalDouble.empty()))));

    assertThat(list.toJson()).doesNotContain("spot", "null");
    assertThat(PriceList.fromJson("list", list.toJson())).isEqualTo(list);
  }

  @Test
  void aRegionThatIsNotThere() {
    assertThatThrownBy(() -> PriceList.builtIn().in("mars-1"))
        .hasMessage(
            "The price list of 2025-06-30 has no region 'mars-1', but us-east-1; choose one of these"
                + " with --region, or give --refreshPrices.");
  }

  @Test
  void aTypeThatIsNotThere() {
    assertThatThrownBy(() -> TestRuns.PRICES.type("x9.huge"))
        .hasMessage(
            "There is no price of the instance type 'x9.huge' in us-east-1, in the test's list, which"
                + " has m6i.xlarge, m6i.2xlarge, m6i.large; choose one of these, or give"
                + " --refreshPrices with --instanceTypes=x9.huge.");
  }

  @Test
  void aSpotPriceThatIsNotThere() {
    var type = new InstanceType("m6i.large", 2, 8, 0.107, OptionalDouble.empty());

    assertThat(TestRuns.PRICES.hourly(type, false)).isEqualTo(0.107);
    assertThatThrownBy(() -> TestRuns.PRICES.hourly(type, true))
        .hasMessageStartingWith("There is no spot price of m6i.large in us-east-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "null",
        "{\"date\": \"June\", \"source\": \"s\", \"regions\": {\"r\": []}}",
        "{\"date\": \"2025-01-01\", \"source\": \"s\", \"regions\": {}}",
        "{\"date\": \"2025-01-01\", \"source\": \"s\", \"regions\": {\"r\": null}}",
        "{\"date\": \"2025-01-01\", \"source\": \"s\", \"regions\": {\"r\": [null]}}",
        "{\"date\": \"2025-01-01\", \"source\": \"s\", \"regions\": {\"r\": [{\"name\": \"m\"}]}}",
        "{\"date\": \"2025-01-01\", \"source\": \"s\", \"regions\": {\"r\": [{\"name\": \"m\","
            + " \"vcpus\": 1, \"memoryGib\": 1, \"onDemand\": -1}]}}"
      })
  void aDamagedListIsNamed(String json) {
    assertThatThrownBy(() -> PriceList.fromJson("prices.json", json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The price list prices.json is damaged: ")
        .hasMessageEndingWith("; mend it, or write a new one with --refreshPrices.")
        .hasMessageNotContaining("Exception");
  }
}
