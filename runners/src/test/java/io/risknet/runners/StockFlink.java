package io.risknet.runners;

import io.risknet.runners.cluster.FlinkRest;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Flink session cluster as somebody else runs it: Flink's jars and its logging on the class path,
 * its default sizes of memory, and nothing of RiskNet's. And its command line, {@code flink}.
 */
final class StockFlink implements AutoCloseable {
  /** What a Flink distribution has in its {@code lib}, by the groups of Maven's repository. */
  private static final List<String> LIBRARIES =
      Stream.of(
              "org/apache/flink",
              "commons-cli",
              "commons-collections",
              "commons-io",
              "org/apache/commons",
              "com/esotericsoftware",
              "org/objenesis",
              "com/twitter",
              "org/javassist",
              "org/lz4",
              "org/xerial/snappy",
              "org/snakeyaml",
              "com/google/code/findbugs")
          .map(group -> "/" + group + "/")
          .toList();

  /** Where the build copies the logging libraries of Flink's distribution. */
  private static final Path LOGGING = Path.of("target/flink-logging").toAbsolutePath();

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final String flinkMaster;

  private StockFlink(Path directory, String flinkMaster) {
    this.directory = directory;
    this.flinkMaster = flinkMaster;
  }

  /** Starts a JobManager, and a worker with two slots. */
  static StockFlink start(Path temp) throws Exception {
    var directory = Files.createDirectories(temp.resolve("stock-flink"));
    int port = freePort();
    Files.writeString(
        directory.resolve("config.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        jobmanager.memory.process.size: 1600m
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        rest.bind-port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 2
        taskmanager.cpu.cores: 2
        taskmanager.memory.framework.heap.size: 128m
        taskmanager.memory.framework.off-heap.size: 128m
        taskmanager.memory.task.heap.size: 384m
        taskmanager.memory.task.off-heap.size: 0m
        taskmanager.memory.managed.size: 512m
        taskmanager.memory.network.min: 128m
        taskmanager.memory.network.max: 128m
        taskmanager.memory.jvm-metaspace.size: 256m
        taskmanager.memory.jvm-overhead.min: 192m
        taskmanager.memory.jvm-overhead.max: 192m
        io.tmp.dirs: %s
        """
            .formatted(freePort(), port, port, directory));
    var flink = new StockFlink(directory, "127.0.0.1:" + port);
    try {
      flink.node("jobmanager", "entrypoint.StandaloneSessionClusterEntrypoint", "-Xmx1024m");
      flink.node(
          "taskmanager",
          "taskexecutor.TaskManagerRunner",
          "-Xmx512m",
          "-XX:MaxDirectMemorySize=256m",
          "-XX:MaxMetaspaceSize=256m");
      Await.until("two slots of Flink", () -> slots(flink.rest()) == 2);
      return flink;
    } catch (Exception | AssertionError e) {
      flink.close();
      throw e;
    }
  }

  /** What {@code --flinkMaster} takes. */
  String flinkMaster() {
    return flinkMaster;
  }

  FlinkRest rest() {
    return FlinkRest.of(flinkMaster);
  }

  /** {@code flink run OPTIONS -c io.risknet.runners.RiskNet risknet.jar ARGUMENTS}. */
  CommandLine run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return run(flinkMaster, directory, options, arguments);
  }

  /** The same on another cluster, with a directory for the configuration and the log. */
  static CommandLine run(
      String flinkMaster, Path directory, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    var program =
        Stream.of(
                Stream.of("org.apache.flink.client.cli.CliFrontend", "run", "-m", flinkMaster),
                options.stream(),
                Stream.of("-c", RiskNet.class.getName(), FatJar.PATH.toString()),
                Arrays.stream(arguments))
            .flatMap(each -> each)
            .toList();
    var log = directory.resolve("flink-run.log");
    return FatJar.end(java(directory, log, List.of(), program), log);
  }

  /** How its jobs and worker are, and why a job failed. */
  String state() throws Exception {
    var state = new StringBuilder();
    for (var path : List.of("/jobs/overview", "/taskmanagers")) {
      state.append(get(path)).append('\n');
    }
    for (var job : rest().jobs()) {
      state.append(job.name()).append(": ").append(get("/jobs/" + job.id() + "/exceptions"));
      state.append('\n').append(get("/jobs/" + job.id())).append('\n');
    }
    return state.toString();
  }

  private String get(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://" + flinkMaster + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private void node(String name, String main, String... jvmOptions) throws IOException {
    processes.add(
        java(
            directory,
            directory.resolve(name + ".log"),
            List.of(jvmOptions),
            List.of("org.apache.flink.runtime." + main, "-c", directory.toString())));
  }

  private static Process java(
      Path directory, Path log, List<String> jvmOptions, List<String> program) throws IOException {
    var command = new ArrayList<>(List.of(FatJar.JAVA));
    command.addAll(jvmOptions);
    // As in Flink's own configuration, for Java 17.
    for (var opened : List.of("lang", "util", "nio", "time", "net", "text", "util.concurrent")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", classPath()));
    command.addAll(program);
    var builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("FLINK_CONF_DIR", directory.toString());
    return builder.start();
  }

  private static String classPath() {
    return Stream.concat(
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LIBRARIES.stream().anyMatch(entry::contains)),
            Stream.of(LOGGING + "/*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int slots(FlinkRest rest) {
    try {
      return rest.slots();
    } catch (IOException e) {
      return 0; // Not there yet.
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (var process : processes) {
      process.destroy();
    }
    for (var process : processes) {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
