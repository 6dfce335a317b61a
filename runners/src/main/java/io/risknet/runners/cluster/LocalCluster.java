package io.risknet.runners.cluster;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.net.HostAndPort;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.flink.configuration.MemorySize;

/**
 * A cluster on this machine, whose nodes are processes of their own and outlive this one.
 *
 * <pre>{@code
 * var cluster = LocalCluster.start(Path.of("risknet-cluster"), settings, 2);
 * cluster.addWorkers(1);
 * cluster.stop();
 * }</pre>
 */
public final class LocalCluster {
  private static final String JOB_MANAGER = "jobmanager";
  private static final String WORKER = "worker-";
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 100;

  private final ClusterDirectory directory;
  private final ClusterSettings settings;

  private LocalCluster(ClusterDirectory directory, ClusterSettings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /**
   * Starts a JobManager and workers, and waits until all are ready for jobs.
   *
   * @throws IllegalArgumentException when there is one in the directory already, or files of
   *     others, or a port is taken
   * @throws IOException when a node does not come up; none is left behind then
   */
  public static LocalCluster start(Path path, ClusterSettings settings, int workers)
      throws IOException {
    checkArgument(workers > 0, "--workers=%s: a cluster has at least one worker.", workers);
    var directory = ClusterDirectory.of(path);
    running(path)
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  ("A cluster runs from %s already, at http://%s; 'risknet cluster add-worker' adds to"
                          + " it, 'risknet cluster stop' ends it, and another --directory keeps"
                          + " both.")
                      .formatted(directory.path(), other.settings.flinkMaster()));
            });
    WorkerMemory.of(new MemorySize(settings.workerBytes()), settings.slots());
    var bind = InetAddress.getByName(settings.bindAddress());
    int port = freePort(bind, settings.port());
    int rpcPort = freePort(bind, settings.rpcPort());
    var cluster = new LocalCluster(directory, settings.withPorts(port, rpcPort));
    directory.prepare(cluster.settings);
    try {
      cluster.startJobManager();
      cluster.addWorkers(workers);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.stop();
      throw e;
    }
  }

  /** The cluster that was started from a directory and of which any node is alive. */
  public static Optional<LocalCluster> running(Path path) {
    var directory = ClusterDirectory.of(path);
    return directory
        .settings()
        .map(settings -> new LocalCluster(directory, settings))
        .filter(cluster -> !cluster.alive().isEmpty());
  }

  /** Starts more workers, and waits until they have registered; gives their names. */
  public List<String> addWorkers(int workers) throws IOException {
    int last =
        directory.processes().stream()
            .map(NodeProcess::name)
            .filter(name -> name.startsWith(WORKER))
            .mapToInt(name -> Integer.parseInt(name.substring(WORKER.length())))
            .max()
            .orElse(0);
    var names = IntStream.rangeClosed(last + 1, last + workers).mapToObj(i -> WORKER + i).toList();
    for (var name : names) {
      startWorker(name);
    }
    await(
        names,
        () ->
            rest().workers().stream().map(FlinkRest.WorkerState::name).toList().containsAll(names));
    return names;
  }

  /** Ends all nodes: asks them to, and after some seconds makes them. Logs stay. */
  public void stop() throws IOException {
    var handles = alive().stream().flatMap(node -> node.handle().stream()).toList();
    handles.forEach(ProcessHandle::destroy);
    if (!haveEnded(handles)) {
      handles.forEach(ProcessHandle::destroyForcibly);
      checkState(haveEnded(handles), "Processes do not end: %s", handles);
    }
    directory.clear();
  }

  /** What it was started with, and the ports it got. */
  public ClusterSettings settings() {
    return settings;
  }

  /** Flink's own account of it. */
  public FlinkRest rest() {
    return FlinkRest.of(settings.flinkMaster());
  }

  /** Where the logs of its nodes are. */
  public Path logs() {
    return directory.logs();
  }

  /** The nodes that were started and are alive. */
  public List<NodeProcess> alive() {
    return directory.processes().stream().filter(node -> node.handle().isPresent()).toList();
  }

  private void startJobManager() throws IOException {
    var node =
        new JobManager(
            settings.bindAddress(),
            settings.address(),
            settings.port(),
            settings.rpcPort(),
            new MemorySize(settings.jobManagerBytes()),
            directory.temp().resolve(JOB_MANAGER));
    spawn(
        JOB_MANAGER,
        node.jvmOptions(),
        List.of(
            "jobmanager",
            "--port=" + settings.port(),
            "--rpcPort=" + settings.rpcPort(),
            "--memory=%db".formatted(settings.jobManagerBytes())));
    await(List.of(JOB_MANAGER), () -> !rest().version().isEmpty());
  }

  private void startWorker(String name) throws IOException {
    var memory = WorkerMemory.of(new MemorySize(settings.workerBytes()), settings.slots());
    spawn(
        name,
        memory.jvmOptions(),
        List.of(
            "worker",
            "--name=" + name,
            "--jobManager=" + HostAndPort.fromParts(settings.address(), settings.rpcPort()),
            "--slots=" + settings.slots(),
            "--memory=%db".formatted(settings.workerBytes())));
  }

  private void spawn(String name, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of("nohup", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(jvmOptions);
    // Where Flink's web UI looks for it.
    command.add("-Dlog.file=" + directory.log(name));
    command.addAll(Jar.command());
    command.add("cluster");
    command.addAll(arguments);
    command.addAll(
        List.of(
            "--bindAddress=" + settings.bindAddress(),
            "--address=" + settings.address(),
            "--temp=" + directory.temp().resolve(name)));
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(directory.log(name).toFile());
    builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive");
    directory.add(NodeProcess.of(name, builder.start().toHandle()));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for nodes that this process has started. */
  private void await(List<String> nodes, Condition condition) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!isSo(condition)) {
      var alive = alive().stream().map(NodeProcess::name).toList();
      for (var node : nodes) {
        if (!alive.contains(node)) {
          throw new IOException(
              "The %s of the cluster ended at once; its log %s says why."
                  .formatted(node, directory.log(node)));
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "The cluster was not ready within %d seconds; %s holds the logs of its nodes."
                .formatted(START.toSeconds(), directory.logs()));
      }
      pause();
    }
  }

  private static boolean isSo(Condition condition) {
    try {
      return condition.holds();
    } catch (IOException e) {
      // Not there yet.
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the cluster was starting.", e);
    }
  }

  private static boolean haveEnded(List<ProcessHandle> handles) {
    var ends = handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The port, or a free one for 0. */
  private static int freePort(InetAddress address, int wanted) throws IOException {
    try (var socket = new ServerSocket(wanted, 1, address)) {
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new IllegalArgumentException(
          ("Port %d is taken, or %s is no address of this machine; choose another --port, or"
                  + " --port=0 for a free one.")
              .formatted(wanted, address.getHostAddress()),
          e);
    }
  }
}
