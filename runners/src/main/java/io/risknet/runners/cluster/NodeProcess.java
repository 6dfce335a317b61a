package io.risknet.runners.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of a cluster on this machine.
 *
 * @param name of the node: {@code jobmanager}, {@code worker-1} ...
 * @param pid of the process
 * @param startedAt in milliseconds since 1970; with it a later process of the same number is told
 *     apart
 */
public record NodeProcess(String name, long pid, long startedAt) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  static NodeProcess of(String name, ProcessHandle handle) {
    return new NodeProcess(name, handle.pid(), startOf(handle));
  }

  static NodeProcess read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), NodeProcess.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, MAPPER.writeValueAsString(this));
  }

  /** The process, while it lives. */
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startOf(handle) == startedAt);
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
