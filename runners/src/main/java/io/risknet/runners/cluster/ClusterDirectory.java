package io.risknet.runners.cluster;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a cluster on this machine.
 *
 * <pre>
 * cluster.json       addresses, ports, memory: the {@link ClusterSettings}
 * processes/*.json   the {@link NodeProcess} of each node
 * logs/*.log         what each node logs
 * temp/*             files that Flink needs on the way
 * .risknet-cluster   the mark of such a directory, which stays when the cluster has ended
 * </pre>
 *
 * @param path of the directory
 */
record ClusterDirectory(Path path) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static ClusterDirectory of(Path path) {
    return new ClusterDirectory(path.toAbsolutePath().normalize());
  }

  /**
   * Makes it ready for a new cluster. Logs of an earlier one give way to the new ones.
   *
   * @throws IllegalArgumentException when it holds files, and no mark that they are a cluster's
   */
  void prepare(ClusterSettings settings) throws IOException {
    checkArgument(
        Files.exists(mark()) || isEmpty(),
        "--directory=%s holds files, and nothing tells that a cluster left them; name a new or an"
            + " empty directory.",
        path);
    Files.createDirectories(path);
    Files.write(mark(), new byte[0]);
    for (var each : List.of(logs(), processDirectory(), temp())) {
      if (Files.exists(each)) {
        MoreFiles.deleteRecursively(each, RecursiveDeleteOption.ALLOW_INSECURE);
      }
      Files.createDirectories(each);
    }
    Files.writeString(settingsFile(), MAPPER.writeValueAsString(settings));
  }

  /** What the cluster was started with; nothing when none was. */
  Optional<ClusterSettings> settings() {
    if (!Files.exists(settingsFile())) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(settingsFile().toFile(), ClusterSettings.class));
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be read.".formatted(settingsFile()), e);
    }
  }

  void add(NodeProcess process) throws IOException {
    process.write(processFile(process.name()));
  }

  /** The nodes that were started, in the order of their names. */
  List<NodeProcess> processes() {
    try (var files = Files.list(processDirectory())) {
      var processes = new ArrayList<NodeProcess>();
      for (var file : files.sorted().toList()) {
        processes.add(NodeProcess.read(file));
      }
      return processes;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("%s can't be read.".formatted(processDirectory()), e);
    }
  }

  /** Forgets the cluster; its logs stay. */
  void clear() throws IOException {
    Files.deleteIfExists(settingsFile());
    for (var each : List.of(processDirectory(), temp())) {
      if (Files.exists(each)) {
        MoreFiles.deleteRecursively(each, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path log(String node) {
    return logs().resolve(node + ".log");
  }

  Path temp() {
    return path.resolve("temp");
  }

  private boolean isEmpty() throws IOException {
    try (var files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private Path mark() {
    return path.resolve(".risknet-cluster");
  }

  private Path settingsFile() {
    return path.resolve("cluster.json");
  }

  private Path processDirectory() {
    return path.resolve("processes");
  }

  private Path processFile(String node) {
    return processDirectory().resolve(node + ".json");
  }
}
