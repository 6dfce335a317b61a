package io.risknet.runners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Streams;
import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import io.risknet.runners.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a second worker gains, how long a job takes to begin, and how fast one large object is read
 * from S3 against a local file. {@code benchmarks/cluster} runs it; each worker has one slot and
 * one processor.
 */
final class ClusterBenchmark {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ONE_POINT = "grid: {max_depth: [4], eta: [0.3], rounds: [10]}";
  private static final String SEARCH =
      "grid: {max_depth: [4, 6], eta: [0.05, 0.1], min_child_weight: [1, 20], subsample: [0.7, 1],"
          + " rounds: [50, 100]}";

  private final Path directory;
  private final TestCluster cluster;
  private int runs;

  private ClusterBenchmark(Path directory, TestCluster cluster) {
    this.directory = directory;
    this.cluster = cluster;
  }

  /** Arguments: the loans that are searched on, and those of the large file. */
  public static void main(String[] args) throws Exception {
    var directory = Files.createTempDirectory("cluster-benchmark");
    try (var cluster = TestCluster.start(directory, 2, "--memory=4g")) {
      var benchmark = new ClusterBenchmark(directory, cluster);
      benchmark.workers(Integer.parseInt(args[0]));
      benchmark.largeObject(Integer.parseInt(args[1]));
    }
  }

  private void workers(int loans) throws Exception {
    var spec = FreddieMacSpec.withGrid(directory.resolve("search.yaml"), SEARCH);
    var data = generate(loans);
    pin(cluster.process("worker-1"), 0);
    pin(cluster.process("worker-2"), 1);
    // A worker's first job compiles its code.
    searchSeconds(train(spec, data, performance(data)));
    for (int i = 0; i < 3; i++) {
      var alone = train(spec, data, performance(data), "--parallelism=1");
      double one = searchSeconds(alone);
      long submitted = System.currentTimeMillis();
      var both = train(spec, data, performance(data));
      double two = searchSeconds(both);
      print("search of 16 x 5 units: one worker %.1f s, two %.1f s, %.2f x", one, two, one / two);
      double trainedAlone = trainedSeconds(alone);
      double trained = trainedSeconds(both);
      print(
          "in trainings: one worker %.1f s, two %.1f s; had they taken the same, %.2f x",
          trainedAlone, trained, one / two * trained / trainedAlone);
      print("submission to first task: %.1f s", (firstTask() - submitted) / 1e3);
    }
  }

  private void largeObject(int loans) throws Exception {
    var spec = FreddieMacSpec.withGrid(directory.resolve("one.yaml"), ONE_POINT);
    var data = generate(loans);
    var file = Path.of(performance(data));
    try (var server = S3Server.start()) {
      var object = server.put("performance.txt", file);
      var options = S3Server.options(server.endpoint()).toArray(String[]::new);
      for (int i = 0; i < 2; i++) {
        double local = readSeconds(train(spec, data, file.toString()));
        double remote = readSeconds(train(spec, data, object, options));
        print(
            "read, label, join of %.2f GB: local %.1f s, S3 %.1f s, %.2f x the speed of local",
            Files.size(file) / 1e9, local, remote, local / remote);
      }
    }
  }

  private Path generate(int loans) throws IOException {
    var data = directory.resolve("loans-" + loans);
    SyntheticQuarter.of("2009Q1").withLoans(loans).withDirtyFraction(0).write(data);
    return data;
  }

  private static String performance(Path data) {
    return data.resolve("historical_data_time_2009Q1.txt").toString();
  }

  /** Trains, and gives the output. */
  private Path train(Path spec, Path data, String performance, String... more) throws Exception {
    var output = directory.resolve("run-" + ++runs);
    var own =
        Stream.of(
            "train",
            "--spec=" + spec,
            "--loans=" + data.resolve("historical_data_2009Q1.txt"),
            "--performance=" + performance,
            "--validationFrom=200904",
            "--testFrom=200905",
            "--output=" + output);
    submit(Stream.concat(own, Stream.of(more)));
    return output;
  }

  /** Runs a command on the cluster as users do, by the script, which starts faster than the jar. */
  private void submit(Stream<String> arguments) throws Exception {
    var client = Stream.of(Path.of("../risknet").toAbsolutePath().toString());
    var where = Stream.of("--flinkMaster=" + cluster.flinkMaster());
    var command = Stream.of(client, arguments, where).flatMap(all -> all).toList();
    var log = directory.resolve("client-" + runs + ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
  }

  /** From the beginning of the first unit to the end of the last. */
  private static double searchSeconds(Path output) throws IOException {
    var first = times(output, "startedAt").min(Comparator.naturalOrder()).orElseThrow();
    var last = times(output, "finishedAt").max(Comparator.naturalOrder()).orElseThrow();
    return (last.toEpochMilli() - first.toEpochMilli()) / 1e3;
  }

  /** Of all units: it tells how fast the processors were meanwhile, each by itself. */
  private static double trainedSeconds(Path output) throws IOException {
    return entries(output)
        .filter(entry -> entry.has("seconds"))
        .mapToDouble(entry -> entry.get("seconds").asDouble())
        .sum();
  }

  private static Stream<Instant> times(Path output, String field) throws IOException {
    return entries(output)
        .filter(entry -> entry.has(field))
        .map(entry -> Instant.parse(entry.get(field).asText()));
  }

  /** The files of the ledger. */
  private static Stream<JsonNode> entries(Path output) throws IOException {
    try (var files = Files.walk(output.resolve("trials"))) {
      return files.filter(Files::isRegularFile).toList().stream().map(ClusterBenchmark::json);
    }
  }

  private static double readSeconds(Path output) {
    return Streams.stream(json(output.resolve("manifest.json")).get("stages"))
        .filter(stage -> stage.get("name").asText().equals("read"))
        .mapToDouble(stage -> stage.get("seconds").asDouble())
        .sum();
  }

  private static JsonNode json(Path file) {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** When the first task of the latest job began to run. */
  private long firstTask() throws Exception {
    var job = cluster.rest().jobs().get(0);
    return Streams.stream(MAPPER.readTree(cluster.get("/jobs/" + job.id())).get("vertices"))
        .mapToLong(vertex -> vertex.get("start-time").asLong())
        .filter(millis -> millis > 0)
        .min()
        .orElseThrow();
  }

  /** Gives a process one processor. */
  private static void pin(ProcessHandle process, int processor) throws Exception {
    var command =
        List.of("taskset", "-a", "-c", "-p", "" + processor, Long.toString(process.pid()));
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IllegalStateException("Not pinned: " + command);
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
