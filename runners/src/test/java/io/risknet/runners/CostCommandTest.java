package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.infra.cost.InstanceType;
import io.risknet.infra.cost.PriceList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code risknet cost} says of runs of a small table with one thread and with two. */
class CostCommandTest {
  @TempDir private static Path data;
  private static SmallTable table;
  private static Path one;
  private static Path two;

  @TempDir private Path temp;

  @BeforeAll
  static void trainTwice() {
    table = SmallTable.in(data);
    one = train("one", 1);
    two = train("two", 2);
  }

  private static Path train(String name, int threads) {
    var output = data.resolve(name);
    CommandLine.succeed(
        "train",
        "--spec=" + table.spec(),
        "--input=" + table.rows(),
        "--targetParallelism=" + threads,
        "--output=" + output);
    return output;
  }

  private static String cost(String... arguments) {
    return CommandLine.succeed(withName(arguments)).out();
  }

  private static CommandLine fail(String... arguments) {
    return CommandLine.run(withName(arguments));
  }

  private static String[] withName(String... arguments) {
    return Stream.concat(Stream.of("cost"), Stream.of(arguments)).toArray(String[]::new);
  }

  @Test
  void aRunIsToldForEveryTypeAndNumberOfWorkers() {
    assertThat(cost("--manifest=" + two))
        .contains("--manifest=" + two + ", 2 slots, 300 rows, 300 loans, ")
        .contains(" s of processor time.", "one run can't tell its serial part")
        .contains("Prices: us-east-1, workers on demand, of 2025-06-30")
        .containsPattern("The cheapest: 1 x [cmr]6i\\.2?xlarge, 0:03:\\d\\d, \\$0\\.\\d\\d\\d\\.")
        .satisfies(
            out ->
                assertThat(
                        out.lines().filter(line -> line.matches("  [cmr]6i\\..*fits, 0.0 of .*")))
                    .hasSize(20))
        .doesNotContain("Freddie");
  }

  /**
   * A worker of 8 slots has 27,852 MiB of 32 GiB. Without 1,024 for the JVM, 1,024 for the network,
   * 3,481 for sorts and 512 for Flink 21,811 are left, of which XGBoost has half: 10.65 GiB. One of
   * 4 slots has 13,926 of 16 GiB, without 1,024, 1,024, 1,740 and 512; half of it is 4.70 GiB.
   */
  @Test
  void whatFitsIsReckonedByTheWorkersThatRiskNetStarts() {
    assertThat(cost("--manifest=" + two, "--workers=1"))
        .containsPattern("m6i\\.xlarge .* fits, 0\\.0 of 4\\.7 GiB")
        .containsPattern("m6i\\.2xlarge .* fits, 0\\.0 of 10\\.7 GiB");
  }

  @Test
  void theManifestTellsParallelismAndColumns() throws IOException {
    // income, and one column for each of the three regions.
    assertThat(manifest(two)).contains("\"parallelism\" : 2,", "\"features\" : 4,", "cpuSeconds");
  }

  @Test
  void twoRunsMeasureTheSerialPart() {
    assertThat(cost("--manifest=" + one, "--manifest=" + two.resolve("manifest.json")))
        .contains("fixed and parallel parts as measured at 1 and 2 slots");
    assertThat(cost("--manifest=" + two + "," + one)).contains("as measured at 1 and 2 slots");
  }

  @Test
  void moreOfTheSameIsToldInProportion() {
    assertThat(
            cost("--manifest=" + two, "--loans=3000", "--workers=3", "--instanceTypes=m6i.large"))
        .contains("3,000 rows, 3,000 loans")
        .containsPattern("m6i\\.large +2 +8 +3 +6 ");
    assertThat(cost("--manifest=" + two, "--rows=6000")).contains("6,000 rows, 6,000 loans");
  }

  @Test
  void theWholeFreddieMacSetIsToldOfItsRuns() throws IOException {
    var run = Files.createDirectory(temp.resolve("run"));
    Files.writeString(
        run.resolve("manifest.json"),
        manifest(two).replace("\"spec\" : \"small\"", "\"spec\" : \"freddie-mac\""));

    assertThat(cost("--manifest=" + run, "--deadline=2h", "--spot"))
        .contains("The whole Freddie Mac set, about: 3,000,000,000 rows, 54,000,000 loans")
        .contains("These are 10,000,000 x the rows and 180,000 x the loans that were measured")
        .contains("The cheapest within 2:00:00: ", "workers at spot prices");
  }

  @Test
  void pricesOfOnesOwn() throws IOException {
    var prices =
        Files.writeString(
            temp.resolve("prices.json"),
            """
            {"date": "2026-01-02", "source": "an offer", "regions": {"eu-west-1": [
              {"name": "m6i.large", "vcpus": 2, "memoryGib": 8, "onDemand": 36}]}}
            """);

    assertThat(
            cost(
                "--manifest=" + two,
                "--prices=" + prices,
                "--region=eu-west-1",
                "--instanceTypes=m6i.large",
                "--workers=1"))
        // Two machines at a cent a second each, for three minutes and the run.
        .containsPattern("m6i\\.large .* 0:03:\\d\\d +\\$[34]\\.\\d\\d ")
        .contains("of 2026-01-02", "an offer");
  }

  @Test
  void refreshedPricesAreWrittenAndUsed() throws Exception {
    var file = temp.resolve("prices.json");
    var out = new ByteArrayOutputStream();
    new CostCommand(
            CostCommandTest::oneDollarEach,
            Clock.fixed(Instant.parse("2026-02-03T00:00:00Z"), ZoneOffset.UTC))
        .run(
            new String[] {
              "--refreshPrices",
              "--prices=" + file,
              "--region=eu-west-1",
              "--manifest=" + two,
              "--instanceTypes=m6i.xlarge"
            },
            new PrintStream(out, true, UTF_8));

    assertThat(out.toString(UTF_8))
        .startsWith("Today's prices of eu-west-1 are in " + file + ".")
        .contains("of 2026-02-03 (0 days old: a test).");
    assertThat(PriceList.fromJson("list", Files.readString(file)))
        .isEqualTo(oneDollarEach("eu-west-1", List.of("m6i.large", "m6i.xlarge")));
  }

  private static PriceList oneDollarEach(String region, Collection<String> types) {
    return new PriceList(
        "2026-02-03",
        "a test",
        Map.of(
            region,
            types.stream()
                .map(type -> new InstanceType(type, 2, 8, 1, OptionalDouble.empty()))
                .toList()));
  }

  @Test
  void noManifest() {
    fail().assertSentence("The option --manifest is missing;");
  }

  @Test
  void aManifestThatIsNotThere() {
    fail("--manifest=" + temp.resolve("none"))
        .assertSentence("There is no manifest of a run at --manifest=" + temp.resolve("none"));
  }

  @Test
  void aRunThatHasNotFinished() throws IOException {
    Files.writeString(temp.resolve(".risknet"), "train");

    fail("--manifest=" + temp)
        .assertSentence("The run of --manifest=" + temp + " has not finished");
  }

  @Test
  void aDamagedManifest() throws IOException {
    Files.writeString(temp.resolve("manifest.json"), manifest(two).substring(9));

    fail("--manifest=" + temp).assertSentence("--manifest=" + temp + " is damaged, or not the");
  }

  @Test
  void theManifestOfAModel() {
    fail("--manifest=" + two.resolve("model")).assertSentence("is damaged, or not the manifest of");
  }

  @Test
  void aRunWithoutASearch() {
    var scored = temp.resolve("scored");
    CommandLine.succeed(
        "score",
        "--model=" + two.resolve("model"),
        "--input=" + table.rows(),
        "--output=" + scored);

    fail("--manifest=" + scored).assertSentence("is of 'risknet score', which has no search");
  }

  @Test
  void aRunThatWasResumed() throws IOException {
    Files.writeString(
        temp.resolve("manifest.json"), manifest(two).replace("\"reused\" : 0", "\"reused\" : 1"));

    fail("--manifest=" + temp)
        .assertSentence("was resumed, with 1 of 2 trainings from before", "not interrupted");
  }

  @Test
  void aRunOfUnknownParallelism() throws IOException {
    Files.writeString(
        temp.resolve("manifest.json"), manifest(two).replaceFirst("\"parallelism\" : 2,", ""));

    fail("--manifest=" + temp).assertSentence("does not tell how many threads worked;");
  }

  @Test
  void threeRuns() {
    fail("--manifest=a,b,c").assertSentence("--manifest names 3 runs; give one, or two");
  }

  @Test
  void theSameRunTwice() {
    fail("--manifest=" + two + "," + two).assertSentence("both had 2 slots");
  }

  @Test
  void runsOnOtherInputs() throws IOException {
    Files.writeString(
        temp.resolve("manifest.json"),
        manifest(one).replaceFirst("\"fingerprint\" : \"\\w", "\"fingerprint\" : \"x"));

    fail("--manifest=" + two + "," + temp).assertSentence("differ in their inputs, spec or runner");
  }

  @Test
  void anInstanceTypeThatIsNotThere() {
    fail("--manifest=" + two, "--instanceTypes=x9.huge")
        .assertSentence("There is no price of the instance type 'x9.huge'", "c6i.2xlarge, ");
  }

  @Test
  void aRegionThatIsNotThere() {
    fail("--manifest=" + two, "--region=eu-west-1")
        .assertSentence("has no region 'eu-west-1', but us-east-1; choose one of these");
  }

  @Test
  void aPriceListThatIsNotThere() {
    fail("--manifest=" + two, "--prices=" + temp.resolve("none.json"))
        .assertSentence("There is no price list --prices=" + temp.resolve("none.json"));
  }

  @Test
  void aDamagedPriceList() throws IOException {
    var prices = Files.writeString(temp.resolve("prices.json"), "{\"date\": ");

    fail("--manifest=" + two, "--prices=" + prices)
        .assertSentence("The price list " + prices + " is damaged: ");
  }

  @Test
  void aDeadlineThatIsNone() {
    fail("--manifest=" + two, "--deadline=soon").assertSentence("--deadline=soon is not a time");
  }

  @Test
  void wordsInPlaceOfWorkers() {
    fail("--manifest=" + two, "--workers=many").assertSentence("--workers=many");
  }

  @Test
  void noWorkers() {
    fail("--manifest=" + two, "--workers=0").assertSentence("--workers=0 is no number of workers");
  }

  @Test
  void tooFewRows() {
    fail("--manifest=" + two, "--rows=-1")
        .assertSentence("--rows=-1 is too small; give 1 or more.");
  }

  @Test
  void aRegionOfAnotherForm() {
    fail("--refreshPrices", "--region=").assertSentence("--region= is no AWS region");
  }

  private static String manifest(Path run) throws IOException {
    return Files.readString(run.resolve("manifest.json"));
  }
}
