package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a column that was allowed to leak, by whether it does. */
class AllowedLeakageIT {
  private static final String NOT_MARKED = SmallTable.SPEC.replace(", knownLater: true", "");

  @TempDir private Path temp;

  private JsonNode train(String spec, String allowed) throws IOException {
    CommandLine.succeed(
        "train",
        "--spec=" + SmallTable.spec(temp, spec),
        "--input=" + SmallTable.in(temp).rows(),
        "--allowLeakage=" + allowed,
        "--output=" + temp.resolve("run"));
    var manifest = temp.resolve("run/manifest.json");
    return JsonMapper.builder().build().readTree(manifest.toFile()).get("search");
  }

  private static void assertColumns(JsonNode search, String leaks, String declaredHonest) {
    assertThat(search.get("leaks").toString()).isEqualTo(leaks);
    assertThat(search.get("declaredHonest").toString()).isEqualTo(declaredHonest);
  }

  @Test
  void aSuspectThatIsDeclaredHonestIsToBeLookedAt() throws IOException {
    var search = train(NOT_MARKED.replace("[income]", "[income, paid_back]"), "paid_back");

    assertColumns(search, "[]", "[\"paid_back\"]");
    assertThat(temp.resolve("run/model/card.md"))
        .content()
        .contains("- It goes by what the leakage guard finds too good to be true: paid_back.");
  }

  @Test
  void ofAColumnThatTheGuardWouldNotHaveStoppedNothingIsSaid() throws IOException {
    assertColumns(train(SmallTable.SPEC, "income"), "[]", "[]");
  }

  /** By an objective that calls the model the best that ranks the worst. */
  @Test
  void ofAColumnThatOnlyALosingPlanReadsNothingIsSaid() throws IOException {
    var spec =
        SmallTable.SPEC
            .replace(
                "- numeric: [income]",
                "- numeric: [income]\n    - numeric: {columns: [paid_back], when: $later}")
            .replaceFirst(
                "grid: .*\n",
                """
                search:
                  strategy: grid
                  objective: {minimize: {rocAuc: 1}}
                  plan: {later: [true, false]}
                  rounds: [5]
                  space: {max_depth: [2]}
                """);
    var search = train(spec, "paid_back");

    assertColumns(search, "[]", "[]");
    assertThat(search.at("/bestParameters/later").asText()).isEqualTo("false");
  }

  @Test
  void aColumnKnownLaterThatTheWinnerReadsLeaks() throws IOException {
    var search = train(SmallTable.SPEC.replace("[income]", "[income, paid_back]"), "paid_back");

    assertColumns(search, "[\"paid_back\"]", "[]");
  }
}
