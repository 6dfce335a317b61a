package io.risknet.runners;

import io.risknet.runners.cluster.FlinkRest;
import io.risknet.runners.cluster.LocalCluster;
import io.risknet.runners.cluster.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A cluster of several processes that the fat jar starts and, when this is closed, stops.
 *
 * <pre>{@code
 * try (var cluster = TestCluster.start(temp, 2)) {
 *   cluster.run("train", "--spec=...", "--output=...");      // to its end, attached
 *   cluster.process("worker-1").destroyForcibly();           // kill -9
 *   cluster.addWorker();
 * }
 * }</pre>
 */
final class TestCluster implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path directory;
  private final LocalCluster cluster;
  private final Path logs;
  private int commands;

  private TestCluster(Path directory, LocalCluster cluster, Path logs) {
    this.directory = directory;
    this.cluster = cluster;
    this.logs = logs;
  }

  /**
   * Starts a JobManager and workers of one slot each on free ports of the loopback interface.
   *
   * @param temp a directory of the test's own
   * @param options of {@code cluster start} that win over these
   */
  static TestCluster start(Path temp, int workers, String... options)
      throws IOException, InterruptedException {
    var directory = temp.resolve("cluster");
    var logs = Files.createDirectories(temp.resolve("commands"));
    var own =
        Stream.of("--directory=" + directory, "--workers=" + workers, "--port=0", "--memory=1700m")
            .filter(option -> Stream.of(options).noneMatch(isSameAs(option)));
    var arguments =
        Stream.of(Stream.of("cluster", "start"), own, Stream.of(options))
            .flatMap(all -> all)
            .toArray(String[]::new);
    FatJar.succeed(logs.resolve("start.log"), arguments);
    return new TestCluster(directory, LocalCluster.running(directory).orElseThrow(), logs);
  }

  private static Predicate<String> isSameAs(String option) {
    return other -> other.startsWith(option.substring(0, option.indexOf('=') + 1));
  }

  /** What {@code --flinkMaster} takes. */
  String flinkMaster() {
    return cluster.settings().flinkMaster();
  }

  /** Where the cluster keeps its files. */
  Path directory() {
    return directory;
  }

  /** What Flink answers at a path. */
  String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + flinkMaster() + path)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  FlinkRest rest() {
    return cluster.rest();
  }

  /** A node's process: {@code jobmanager}, {@code worker-1} ... */
  ProcessHandle process(String node) {
    return cluster.alive().stream()
        .filter(alive -> alive.name().equals(node))
        .findFirst()
        .flatMap(NodeProcess::handle)
        .orElseThrow(() -> new AssertionError("There is no " + node + " alive."));
  }

  /** The nodes that are alive. */
  List<NodeProcess> alive() {
    return cluster.alive();
  }

  /** Lets a worker join, and gives its name. */
  String addWorker() throws IOException, InterruptedException {
    var added = succeed("cluster", "add-worker", "--directory=" + directory);
    return added.strip().replaceFirst("(?s).*Added (.*)\\.", "$1");
  }

  /** Starts a command in a process of its own, on this cluster. */
  Submitted submit(String... arguments) throws IOException {
    var log = logs.resolve("command-" + ++commands + ".log");
    return new Submitted(FatJar.start(log, onCluster(arguments)), log);
  }

  /** Runs a command on this cluster that is to succeed. */
  String run(String... arguments) throws IOException, InterruptedException {
    return succeed(onCluster(arguments));
  }

  private String succeed(String... arguments) throws IOException, InterruptedException {
    return FatJar.succeed(logs.resolve("command-" + ++commands + ".log"), arguments);
  }

  private String[] onCluster(String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of("--flinkMaster=" + flinkMaster()))
        .toArray(String[]::new);
  }

  /**
   * A command at work.
   *
   * @param process of the client
   * @param log what it prints
   */
  record Submitted(Process process, Path log) {

    /** Waits for its end. */
    CommandLine end() throws IOException, InterruptedException {
      return FatJar.end(process, log);
    }
  }

  @Override
  public void close() {
    try {
      cluster.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
