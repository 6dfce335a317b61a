package io.risknet.runners.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import io.risknet.runners.CommandLine;
import io.risknet.runners.FreddieMacSpec;
import io.risknet.runners.RunFiles;
import io.risknet.runners.s3.FaultyProxy.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that a run reads and writes is on S3: spec, input, spool, ledger, model and results;
 * what comes out is what the same run on local files gives.
 */
class S3RunIT {
  private static final String GRID =
      "grid: {max_depth: [3, 5], eta: [0.1], subsample: [0.7], rounds: [10, 20]}";
  private static final int UNITS = 2 * 5;
  private static final String BIG = "in/historical_data_time_2009Q1.txt";

  /** Smaller than any file, so that each is read in many ranges. */
  private static final int RANGE_BYTES = 100_000;

  @TempDir private static Path temp;
  private static S3Server server;
  private static List<RequestLog.Request> requests;

  @BeforeAll
  static void trainAndScoreHereAndThere() throws IOException {
    server = S3Server.start();
    var data = temp.resolve("in");
    for (var quarter : List.of("2009Q1", "2009Q2", "2009Q3", "2009Q4")) {
      SyntheticQuarter.of(quarter).withLoans(400).write(data);
    }
    gzip(data.resolve("historical_data_time_2009Q2.txt"));
    FreddieMacSpec.withGrid(data.resolve("spec.yaml"), GRID);
    upload(data);
    CommandLine.succeed(train(data.toString(), temp.resolve("run").toString()));
    RequestLog.clear();
    onS3(train(S3Server.uri("in"), S3Server.uri("run")), "--tempLocation=" + S3Server.uri("spool"));
    requests = RequestLog.requests();
    CommandLine.succeed(score(data.toString(), temp.resolve("run"), temp.resolve("scored")));
    onS3(score(S3Server.uri("in"), S3Server.uri("run"), S3Server.uri("scored")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void gzip(Path file) throws IOException {
    var lines = Files.readAllBytes(file);
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(lines);
    }
  }

  private static void upload(Path data) throws IOException {
    try (var files = Files.list(data)) {
      for (var file : files.toList()) {
        server.put("in/" + file.getFileName(), file);
      }
    }
  }

  private static String[] train(String in, String out) {
    return new String[] {
      "train",
      "--spec=" + in + "/spec.yaml",
      "--loans=" + in + "/historical_data_20*.txt",
      "--performance=" + in + "/historical_data_time_*.txt",
      "--rangeBytes=" + RANGE_BYTES,
      "--output=" + out
    };
  }

  private static String[] score(String in, Object run, Object out) {
    return new String[] {
      "score",
      "--model=" + run + "/model",
      "--input=" + in + "/historical_data_2009Q4.txt",
      "--output=" + out
    };
  }

  private static CommandLine onS3(String[] arguments, String... others) {
    return CommandLine.succeed(
        Stream.of(Stream.of(arguments), Stream.of(others), server.options().stream())
            .flatMap(all -> all)
            .toArray(String[]::new));
  }

  @Test
  void sameLeaderboard() throws IOException {
    assertThat(leaderboard(server.get("run/leaderboard.csv")))
        .isEqualTo(leaderboard(Files.readAllBytes(temp.resolve("run/leaderboard.csv"))));
  }

  @Test
  void sameScoresOfTheTest() throws IOException {
    assertSameLines("run/scores");
  }

  @Test
  void sameScoresByTheSavedModel() throws IOException {
    assertSameLines("scored/scores");
  }

  @Test
  void sameBooster() throws IOException {
    assertThat(server.get("run/model/model.ubj"))
        .isEqualTo(Files.readAllBytes(temp.resolve("run/model/model.ubj")));
  }

  @Test
  void sameMetricsAndRows() throws IOException {
    var here = json(Files.readAllBytes(temp.resolve("run/manifest.json")));
    var there = manifest("run");

    assertThat(there.get("metrics")).isEqualTo(here.get("metrics"));
    assertThat(there.get("rows")).isEqualTo(here.get("rows"));
  }

  @Test
  void nothingIsLeftOfWhatARunKeepsForAWhile() {
    assertThat(server.list(""))
        .extracting(object -> object.key())
        .noneMatch(key -> key.startsWith("spool/") || key.contains(".risknet"))
        .noneMatch(key -> key.endsWith(".tmp"));
  }

  @Test
  void noUploadIsLeftUnfinished() {
    assertThat(server.client().listMultipartUploads(in -> in.bucket(S3Server.BUCKET)).uploads())
        .isEmpty();
  }

  /** Looked at once for the header and once for gzip, beside the ranges. */
  @Test
  void oneObjectIsReadInManyRanges() {
    long bytes = server.list(BIG).get(0).size();
    long ranges = (bytes + RANGE_BYTES - 1) / RANGE_BYTES;

    assertThat(ranges).isGreaterThan(5);
    assertThat(operations(BIG).get("GetObject")).isBetween(ranges, ranges + 2);
  }

  /** Two small objects a unit, the attempt and the result, and two looks whether it is known. */
  @Test
  void aUnitOfTheLedgerTakesFewRequestsAndNoList() {
    assertThat(operations("run/trials/.+/.+"))
        .isEqualTo(
            Map.of(
                "HeadObject", 2L * UNITS,
                "CreateMultipartUpload", 2L * UNITS,
                "UploadPart", 2L * UNITS,
                "CompleteMultipartUpload", 2L * UNITS));
  }

  @Test
  void theSpoolIsFetchedOnceByAProcess() {
    var spooled = operations("spool/.+/training/part-.+");

    assertThat(spooled.get("GetObject")).isEqualTo(spooled.get("CompleteMultipartUpload"));
  }

  @Test
  void aRunOnS3GoesOnWhereItWasStopped() throws IOException {
    copyOfRun("stopped");
    delete("stopped/manifest.json");
    server.put("stopped/.risknet", Files.writeString(temp.resolve(".risknet"), "train"));
    delete(
        server.list("stopped/trials/").stream()
            .map(object -> object.key())
            .filter(key -> key.endsWith("/fold-1.json"))
            .findFirst()
            .orElseThrow());

    onS3(train(S3Server.uri("in"), S3Server.uri("stopped")), "--resume");

    assertThat(manifest("stopped").at("/search/reused").asInt()).isEqualTo(UNITS - 1);
    assertThat(leaderboard(server.get("stopped/leaderboard.csv")))
        .isEqualTo(leaderboard(server.get("run/leaderboard.csv")));
  }

  @Test
  void overwritingReplacesWhatIsThere() throws IOException {
    var old = manifest("scored").get("runId");

    onS3(score(S3Server.uri("in"), S3Server.uri("run"), S3Server.uri("scored")), "--overwrite");

    assertThat(manifest("scored").get("runId")).isNotEqualTo(old);
    // Nothing is there twice: what was written before is gone.
    assertSameLines("scored/scores");
  }

  @Test
  void resultsAreNotOverwrittenUnasked() {
    CommandLine.run(
            Stream.concat(
                    Stream.of(train(S3Server.uri("in"), S3Server.uri("run"))),
                    server.options().stream())
                .toArray(String[]::new))
        .assertSentence("The output s3://risk/run already holds results");
  }

  @Test
  void eventsAreReadFromS3() {
    var events = onS3(new String[] {"events", "--run=" + S3Server.uri("run")}).out();

    assertThat(events.lines().filter(line -> line.contains("\"event\":\"unit\""))).hasSize(UNITS);
    assertThat(events.lines().filter(line -> line.contains("\"event\":\"finished\""))).hasSize(1);
  }

  @Test
  void aStoreThatFaltersGivesTheSame() throws IOException {
    try (var proxy = FaultyProxy.before(server.endpoint())) {
      CommandLine.succeed(
          Stream.concat(
                  Stream.of(train(S3Server.uri("in"), S3Server.uri("faltering"))),
                  S3Server.options(proxy.endpoint()).stream())
              .toArray(String[]::new));
      assertThat(proxy.faultsOf(".*"))
          .containsExactlyInAnyOrder(Fault.UNAVAILABLE, Fault.SLOW, Fault.CUT);
    }

    assertThat(leaderboard(server.get("faltering/leaderboard.csv")))
        .isEqualTo(leaderboard(server.get("run/leaderboard.csv")));
  }

  @Test
  void embeddedFlinkGivesTheSame() throws IOException {
    onS3(train(S3Server.uri("in"), S3Server.uri("flink")), "--runner=FlinkRunner");

    assertThat(leaderboard(server.get("flink/leaderboard.csv")))
        .isEqualTo(leaderboard(server.get("run/leaderboard.csv")));
    assertThat(RunFiles.lines(server.download("flink/scores", temp.resolve("flink-scores"))))
        .isEqualTo(RunFiles.lines(temp.resolve("run/scores")));
  }

  private static void copyOfRun(String prefix) {
    for (var object : server.list("run/")) {
      server
          .client()
          .copyObject(
              copy ->
                  copy.sourceBucket(S3Server.BUCKET)
                      .sourceKey(object.key())
                      .destinationBucket(S3Server.BUCKET)
                      .destinationKey(prefix + object.key().substring("run".length())));
    }
  }

  private static void delete(String key) {
    server.client().deleteObject(object -> object.bucket(S3Server.BUCKET).key(key));
  }

  private static Map<String, Long> operations(String keys) {
    return requests.stream()
        .filter(request -> request.key().matches(keys))
        .collect(Collectors.groupingBy(RequestLog.Request::operation, Collectors.counting()));
  }

  private static void assertSameLines(String directory) throws IOException {
    var there = server.download(directory, Files.createTempDirectory(temp, "s3"));

    assertThat(RunFiles.lines(there))
        .isNotEmpty()
        .isEqualTo(RunFiles.lines(temp.resolve(directory)));
  }

  private static JsonNode manifest(String run) throws IOException {
    return json(server.get(run + "/manifest.json"));
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    return JsonMapper.builder().build().readTree(bytes);
  }

  /** The leaderboard without {@code seconds} and {@code status}, its last columns. */
  private static List<String> leaderboard(byte[] csv) {
    return new String(csv, UTF_8)
        .lines()
        .map(line -> line.split(",", -1))
        .map(cells -> String.join(",", Arrays.copyOf(cells, cells.length - 2)))
        .toList();
  }
}
