package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink in the JVM of the command line. */
class EmbeddedFlinkIT {
  /** Its web interface, and where its workers would fetch files. */
  private static final int SERVERS = 2;

  @TempDir private Path temp;

  @Test
  void nothingListensBeyondLoopback() throws Exception {
    var table = SmallTable.in(temp);
    var before = sockets();
    var seen = new HashSet<ListeningSockets.Socket>();
    var run =
        CompletableFuture.supplyAsync(
            () ->
                CommandLine.run(
                    "train",
                    "--spec=" + table.spec(),
                    "--input=" + table.rows(),
                    "--output=" + temp.resolve("run"),
                    "--runner=FlinkRunner"));
    Await.until(
        "Flink listens",
        () -> {
          seen.addAll(sockets());
          seen.removeAll(before);
          return seen.size() >= SERVERS || run.isDone();
        });

    assertThat(run.join().exitCode()).isZero();
    assertThat(seen)
        .hasSizeGreaterThanOrEqualTo(SERVERS)
        .allMatch(ListeningSockets.Socket::isLoopback);
  }

  private static Set<ListeningSockets.Socket> sockets() throws IOException {
    List<ListeningSockets.Socket> all = ListeningSockets.of(ProcessHandle.current().pid());
    return Set.copyOf(all);
  }
}
