package io.risknet.runners;

import io.risknet.infra.aws.AwsClients;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command on EC2 was given: its own options, where AWS is, and the words from the first that
 * is no option, which are a command for the cluster.
 *
 * @param options of the command itself
 * @param region of {@code --awsRegion}
 * @param endpoint of {@code --endpoint}, in place of AWS's own
 * @param command for the cluster, with its options
 */
record AwsArguments(
    List<String> options, Optional<String> region, Optional<URI> endpoint, List<String> command) {

  static AwsArguments of(String[] arguments) {
    var all = List.of(arguments);
    var own = new ArrayList<>(all.stream().takeWhile(word -> word.startsWith("-")).toList());
    var command = all.subList(own.size(), all.size());
    var region = take("--awsRegion=", own);
    var endpoint = take("--endpoint=", own).map(URI::create);
    return new AwsArguments(List.copyOf(own), region, endpoint, command);
  }

  <T extends AwsClusterOptions> T parse(Class<T> type) {
    return Arguments.parse(options.toArray(String[]::new), type);
  }

  AwsClients clients() throws IOException {
    return AwsClients.of(region, endpoint);
  }

  private static Optional<String> take(String start, List<String> options) {
    var found = options.stream().filter(option -> option.startsWith(start)).findFirst();
    found.ifPresent(options::remove);
    return found.map(option -> option.substring(start.length()));
  }
}
