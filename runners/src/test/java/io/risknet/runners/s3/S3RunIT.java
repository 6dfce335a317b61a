package io.risknet.runners.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.runners.CommandLine;
import io.risknet.runners.RunFiles;
import io.risknet.runners.SmallTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a run reads and writes may be on S3, with the result of one on local files. */
class S3RunIT {
  @TempDir private static Path temp;
  private static S3Server server;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void train() throws IOException {
    var table = SmallTable.in(temp);
    server.put("in/small.yaml", table.spec());
    server.put("in/small.csv", table.rows());
    CommandLine.succeed(
        "train",
        "--spec=" + table.spec(),
        "--input=" + table.rows(),
        "--output=" + temp.resolve("run"));
    long t = System.nanoTime();
    RequestLog.clear();
    run(
        "train",
        "--spec=" + S3Server.uri("in/small.yaml"),
        "--input=" + S3Server.uri("in/*.csv"),
        "--rangeBytes=1000",
        "--tempLocation=" + S3Server.uri("tmp"),
        "--output=" + S3Server.uri("run"));
    System.out.println((System.nanoTime() - t) / 1e9);
    RequestLog.requests().forEach(System.out::println);
    server.list("").forEach(o -> System.out.println(o.key() + " " + o.size()));
    var down = server.download("run", temp.resolve("down"));
    assertThat(RunFiles.lines(down.resolve("scores")))
        .isNotEmpty()
        .isEqualTo(RunFiles.lines(temp.resolve("run/scores")));
  }

  private static CommandLine run(String... arguments) {
    return CommandLine.succeed(
        Stream.concat(Stream.of(arguments), server.options().stream()).toArray(String[]::new));
  }
}
