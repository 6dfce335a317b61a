package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.runners.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trainings whose inputs, spool, ledger and outputs are all on S3, and that are to give what one on
 * the DirectRunner and local files gave.
 *
 * @param local the local one
 * @param server that has all files
 */
record RunsOnS3(SmallRuns local, S3Server server) {
  /** Uploads the table and the spec. */
  static RunsOnS3 of(SmallRuns local, S3Server server) {
    server.put("in/spec.yaml", local.spec());
    server.put("in/small.csv", local.table().rows());
    return new RunsOnS3(local, server);
  }

  /** The arguments of a training. */
  String[] train(String output, String... more) {
    return train(server.endpoint(), output, more);
  }

  /** The arguments of a training that reaches S3 by another address. */
  String[] train(URI endpoint, String output, String... more) {
    var own =
        Stream.of(
            "train",
            "--spec=" + S3Server.uri("in/spec.yaml"),
            "--input=" + S3Server.uri("in/small.csv"),
            "--output=" + S3Server.uri(output));
    return Stream.of(own, S3Server.options(endpoint).stream(), Stream.of(more))
        .flatMap(all -> all)
        .toArray(String[]::new);
  }

  /** The arguments that score the table by the model of a training. */
  String[] score(String run, String output) {
    var own =
        Stream.of(
            "score",
            "--model=" + S3Server.uri(run) + "/model",
            "--input=" + S3Server.uri("in/small.csv"),
            "--output=" + S3Server.uri(output));
    return Stream.concat(own, server.options().stream()).toArray(String[]::new);
  }

  /** Whether a training has come to its end. */
  boolean hasEnded(String output) {
    return !server.list(output + "/manifest.json").isEmpty();
  }

  /** How often each unit that is finished was begun. */
  Map<String, Integer> attemptsOfFinished(String output) {
    return RunFiles.attemptsOfFinished(
        server.list(output + "/trials/").stream().map(object -> object.key()).toList());
  }

  /** That a training gave the same leaderboard and scores as the local one. */
  void assertSameAsDirect(String output) throws IOException {
    assertThat(hasEnded(output)).isTrue();
    var copy = local.directory().resolve(output);
    server.download(output + "/scores", copy.resolve("scores"));
    Files.write(copy.resolve("leaderboard.csv"), server.get(output + "/leaderboard.csv"));
    local.assertSameAsDirect(output);
  }
}
