package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a training tells of segments, vintages and protected groups, held against what its files of
 * scores and of rows give.
 */
class SegmentsIT {

  /** A scored test row with the cells that the table has of it. */
  private record Loan(double score, boolean bad, List<String> cells) {
    String region() {
      return cells.get(2);
    }

    String opened() {
      return cells.get(3);
    }

    String sex() {
      return cells.get(4);
    }
  }

  @TempDir private static Path temp;
  private static CommandLine trained;
  private static JsonNode manifest;
  private static List<Loan> loans;

  @BeforeAll
  static void train() throws IOException {
    var table = LoanTable.in(temp);
    var run = temp.resolve("run");
    trained =
        CommandLine.succeed(
            "train",
            "--spec=" + table.spec(),
            "--input=" + table.rows(),
            "--protected=sex,region:A",
            "--protected=country",
            "--approvalRate=0.6",
            "--output=" + run);
    manifest = JsonMapper.builder().build().readTree(run.resolve("manifest.json").toFile());
    Map<String, List<String>> rows =
        LoanTable.lines().stream()
            .map(line -> List.of(line.split(",", -1)))
            .collect(Collectors.toMap(cells -> cells.get(0), Function.identity()));
    loans =
        RunFiles.lines(run.resolve("scores")).stream()
            .map(line -> line.split(",", -1))
            .map(
                cells ->
                    new Loan(
                        Double.parseDouble(cells[1]),
                        Double.parseDouble(cells[2]) == 1,
                        rows.get(cells[0])))
            .toList();
  }

  private static JsonNode segments(String column) {
    return manifest.at("/segments/columns/" + column + "/segments");
  }

  private static List<String> values(JsonNode segments) {
    return Streams.stream(segments).map(of -> of.at("/segment/value").asText()).toList();
  }

  private static void assertIsOf(JsonNode segment, Predicate<Loan> condition) {
    var of = loans.stream().filter(condition).toList();
    assertThat(of).isNotEmpty();
    assertThat(segment.at("/metrics/rows").asInt()).isEqualTo(of.size());
    assertThat(segment.at("/metrics/positives").asLong())
        .isEqualTo(of.stream().filter(Loan::bad).count());
    assertThat(segment.get("meanScore").asDouble())
        .isCloseTo(of.stream().mapToDouble(Loan::score).average().orElseThrow(), within(1e-12));
    assertThat(segment.get("positiveShare").asDouble())
        .isCloseTo(of.stream().filter(Loan::bad).count() / (double) of.size(), within(1e-12));
    assertThat(segment.at("/metrics/rocAuc").asDouble()).isCloseTo(area(of), within(1e-12));
  }

  /** By counting pairs. */
  private static double area(List<Loan> of) {
    double wins = 0;
    long pairs = 0;
    for (var bad : of) {
      for (var good : of) {
        if (bad.bad() && !good.bad()) {
          pairs++;
          wins += Double.compare(bad.score(), good.score()) * 0.5 + 0.5;
        }
      }
    }
    return wins / pairs;
  }

  @Test
  void theModelIsTheSameWithoutProtectedColumns() throws IOException {
    var table = LoanTable.in(Files.createDirectory(temp.resolve("plain")));
    var plain = temp.resolve("plain-run");
    CommandLine.succeed(
        "train", "--spec=" + table.spec(), "--input=" + table.rows(), "--output=" + plain);

    assertThat(RunFiles.lines(plain.resolve("scores")))
        .isEqualTo(RunFiles.lines(temp.resolve("run/scores")));
  }

  @Test
  void theVintageIsTheSplitsMonthByQuarter() {
    var vintages = segments("opened");

    assertThat(values(vintages)).containsExactly("2011Q3", "2011Q4");
    assertIsOf(vintages.get(0), loan -> loan.opened().compareTo("201110") < 0);
    assertIsOf(vintages.get(1), loan -> loan.opened().compareTo("201110") >= 0);
  }

  @Test
  void eachValueIsASegmentAndSoAreRowsWithoutOne() {
    var regions = segments("region");

    assertThat(values(regions)).containsExactlyInAnyOrder("A", "B", "C", "");
    regions.forEach(
        of -> assertIsOf(of, loan -> loan.region().equals(of.at("/segment/value").asText())));
  }

  @Test
  void numbersAreToldApartByBands() {
    var bands = segments("income");

    assertThat(values(bands)).containsExactly("below 40", "40 to below 70", "70 and above");
    assertIsOf(
        bands.get(1),
        loan ->
            Integer.parseInt(loan.cells().get(1)) >= 40
                && Integer.parseInt(loan.cells().get(1)) < 70);
  }

  @Test
  void theGroupsOfAColumnThatIsNotReadOtherwiseAreCompared() {
    var fair = manifest.at("/segments/fairLending");
    double threshold = fair.at("/approval/threshold").asDouble();
    var sex = fair.at("/columns/0");
    long men = approved("M", threshold);
    long women = approved("F", threshold);

    assertThat(fair.at("/approval/approved").asLong()).isEqualTo(men + women);
    assertThat(Math.abs(men + women - 0.6 * loans.size())).isEqualTo(nearestTo(0.6));
    assertThat(values(Streams.stream(sex.get("groups")).map(of -> of.get("evaluation")).toList()))
        .containsExactly("F", "M");
    assertThat(sex.at("/groups/0/approved").asLong()).isEqualTo(women);
    assertThat(sex.at("/groups/0/impactRatio").asDouble())
        .isCloseTo(women / (double) of("F") / (men / (double) of("M")), within(1e-12));
    assertIsOf(sex.at("/groups/0/evaluation"), loan -> loan.sex().equals("F"));
  }

  private static List<String> values(List<JsonNode> segments) {
    return segments.stream().map(of -> of.at("/segment/value").asText()).toList();
  }

  /** How far the share of the rows below any score is from the one that is wanted, at least. */
  private static double nearestTo(double share) {
    return loans.stream()
        .mapToDouble(
            at ->
                loans.stream().filter(loan -> loan.score() < at.score()).count()
                    - share * loans.size())
        .map(Math::abs)
        .min()
        .orElseThrow();
  }

  private static long of(String sex) {
    return loans.stream().filter(loan -> loan.sex().equals(sex)).count();
  }

  private static long approved(String sex, double threshold) {
    return loans.stream()
        .filter(loan -> loan.sex().equals(sex) && loan.score() < threshold)
        .count();
  }

  @Test
  void theVerdictMindsGroupsAndWhatHasMoved() throws IOException {
    assertThat(manifest.at("/segments/fairLending/features").toString()).isEqualTo("[\"region\"]");
    assertThat(temp.resolve("run/report.html"))
        .content()
        .contains(
            "the score moves by a stability index (PSI) of ",
            "Columns that move by a stability index (PSI) above 0.25: ",
            "\"sentence\":\"By sex, ",
            "\"sentence\":\"How the groups of country are approved can't be compared: ",
            "\"sentence\":\"It goes by protected columns, which the law may forbid: region.\"");
  }

  @Test
  void aReferenceThatIsNamedIsTaken() {
    assertThat(manifest.at("/segments/fairLending/columns/1/reference").asText()).isEqualTo("A");
  }

  @Test
  void aProtectedColumnOfOneValueIsNotCompared() {
    assertThat(manifest.at("/segments/fairLending/columns/2/undefined").asText())
        .isEqualTo("All rows with a value have 'US', so there is no group to compare.");
  }

  @Test
  void aProtectedColumnThatIsAFeatureIsWarnedOf() {
    assertThat(manifest.at("/segments/fairLending/warnings")).hasSize(1);
    assertThat(trained.out())
        .contains("Warning: The protected column 'region' is a feature of the model")
        .contains("fair lending by sex:", "rows of 'F'");
  }

  @Test
  void rejectsAreCountedByReason() {
    assertThat(manifest.at("/rejects/rows").asInt()).isEqualTo(2);
    assertThat(manifest.at("/rejects/untold").asInt()).isZero();
    assertThat(manifest.at("/rejects/reasons/0").toString())
        .isEqualTo(
            "{\"reason\":{\"stage\":\"clean\",\"column\":\"income\",\"reason\":\"the value is below"
                + " 0\"},\"rows\":2}");
  }
}
