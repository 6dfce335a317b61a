package io.risknet.infra.aws;

import static io.risknet.infra.aws.AwsRefusal.ask;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InvalidInstanceIdException;
import software.amazon.awssdk.services.ssm.model.InvocationDoesNotExistException;

/**
 * Runs a command on a machine through Systems Manager, for which the machine opens no port.
 *
 * @param client of Systems Manager
 * @param pause between two looks whether the command has ended
 */
record RemoteShell(SsmClient client, Duration pause) {
  private static final Set<String> GOING_ON =
      Set.of("Pending", "InProgress", "Delayed", "Cancelling");

  /** For so long a machine may take to fetch the command. */
  private static final int DELIVERY_SECONDS = 60;

  /**
   * What a command printed.
   *
   * @param exitCode of the command; negative when it did not run
   * @param out the first 24,000 letters of its output
   * @param err of its errors
   */
  record Result(int exitCode, String out, String err) {
    boolean hasRun() {
      return exitCode >= 0;
    }
  }

  /**
   * Runs it and waits for its end.
   *
   * @param words the program and its arguments, taken literally
   * @return nothing when the machine has not reported to Systems Manager
   */
  Optional<Result> run(String instance, List<String> words)
      throws AwsRefusal, InterruptedException {
    var purpose = "run a command on " + instance;
    Optional<String> command =
        ask(
            purpose,
            () -> {
              try {
                return Optional.of(
                    client
                        .sendCommand(
                            request ->
                                request
                                    .documentName("AWS-RunShellScript")
                                    .instanceIds(instance)
                                    .timeoutSeconds(DELIVERY_SECONDS)
                                    .parameters(Map.of("commands", List.of(quote(words)))))
                        .command()
                        .commandId());
              } catch (InvalidInstanceIdException e) {
                return Optional.empty();
              }
            });
    return command.isPresent()
        ? Optional.of(await(instance, command.get(), purpose))
        : Optional.empty();
  }

  private Result await(String instance, String command, String purpose)
      throws AwsRefusal, InterruptedException {
    while (true) {
      var found = ask(purpose, () -> look(instance, command));
      if (found.isPresent() && !GOING_ON.contains(found.get().statusAsString())) {
        var end = found.get();
        return new Result(
            end.responseCode(), end.standardOutputContent(), end.standardErrorContent());
      }
      Thread.sleep(pause.toMillis());
    }
  }

  /** It takes a moment until what was sent is known. */
  private Optional<GetCommandInvocationResponse> look(String instance, String command) {
    try {
      return Optional.of(
          client.getCommandInvocation(request -> request.instanceId(instance).commandId(command)));
    } catch (InvocationDoesNotExistException e) {
      return Optional.empty();
    }
  }

  /** As a shell takes words literally, whatever is in them. */
  static String quote(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
