package io.risknet.infra.aws;

import static io.risknet.infra.aws.AwsRefusal.ask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * Makes, changes and removes CloudFormation stacks, and waits until that is done.
 *
 * @param client of CloudFormation
 * @param pause between two looks
 * @param progress gets a line for each step that CloudFormation takes
 */
record Stacks(CloudFormationClient client, Duration pause, Consumer<String> progress) {

  /** The tag that each stack gets which is made here. */
  static final Tag OURS = Tag.builder().key("project").value("risknet").build();

  /** The stack as it stands; nothing when there is none. */
  Optional<Stack> find(String name) throws AwsRefusal {
    return ask(
        "look for the stack '" + name + "'",
        () -> {
          try {
            return client.describeStacks(request -> request.stackName(name)).stacks().stream()
                .map(Stack::of)
                .findFirst();
          } catch (CloudFormationException e) {
            if (says(e, "does not exist")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Makes a stack; gives it back when all of it is there. */
  Stack create(String name, String template, Map<String, String> parameters)
      throws AwsRefusal, InterruptedException {
    ask(
        "create the stack '" + name + "'",
        () ->
            client.createStack(
                request ->
                    request
                        .stackName(name)
                        .templateBody(template)
                        .parameters(list(parameters))
                        .capabilities(Capability.CAPABILITY_IAM)
                        .tags(OURS)));
    return awaitUsable(name, Set.of());
  }

  /**
   * Changes a stack to the template and the parameters; gives it back when that is done, or nothing
   * when there is nothing to change.
   *
   * @param kept parameters that stay as they are
   */
  Optional<Stack> update(
      String name, String template, Map<String, String> parameters, Set<String> kept)
      throws AwsRefusal, InterruptedException {
    var all = new ArrayList<>(list(parameters));
    kept.forEach(
        key -> all.add(Parameter.builder().parameterKey(key).usePreviousValue(true).build()));
    var before = eventIds(name);
    boolean changes =
        ask(
            "change the stack '" + name + "'",
            () -> {
              try {
                client.updateStack(
                    request ->
                        request
                            .stackName(name)
                            .templateBody(template)
                            .parameters(all)
                            .capabilities(Capability.CAPABILITY_IAM));
                return true;
              } catch (CloudFormationException e) {
                if (says(e, "No updates are to be performed")) {
                  return false;
                }
                throw e;
              }
            });
    return changes ? Optional.of(awaitUsable(name, before)) : Optional.empty();
  }

  /** Removes a stack and waits until it is gone. */
  void delete(String name) throws AwsRefusal, InterruptedException {
    var before = eventIds(name);
    // By its id, as a stack that is gone is not found by its name.
    var id =
        ask(
            "look for the stack '" + name + "'",
            () ->
                client
                    .describeStacks(request -> request.stackName(name))
                    .stacks()
                    .get(0)
                    .stackId());
    ask(
        "remove the stack '" + name + "'",
        () -> client.deleteStack(request -> request.stackName(name)));
    var end = await(id, before);
    if (!end.status().equals("DELETE_COMPLETE")) {
      throw failure(end, id, before, "could not be removed", "mend that, and run this again");
    }
  }

  private Stack awaitUsable(String name, Set<String> before)
      throws AwsRefusal, InterruptedException {
    var stack = await(name, before);
    // What was rolled back is whole, but not what was asked for.
    if (!stack.isUsable() || stack.status().equals("UPDATE_ROLLBACK_COMPLETE")) {
      throw failure(
          stack,
          name,
          before,
          "could not be made as asked",
          stack.isUsable()
              ? "it is as it was before"
              : "'risknet cluster down --aws' removes what is left of it");
    }
    return stack;
  }

  private Stack await(String nameOrId, Set<String> before) throws AwsRefusal, InterruptedException {
    var told = new HashSet<>(before);
    while (true) {
      var stack =
          find(nameOrId)
              .orElseThrow(() -> new AwsRefusal("The stack '%s' is gone.".formatted(nameOrId)));
      for (var event : events(nameOrId)) {
        if (told.add(event.eventId())) {
          progress.accept(
              "  %-34s %s".formatted(event.resourceStatusAsString(), event.logicalResourceId()));
        }
      }
      if (!stack.isChanging()) {
        return stack;
      }
      Thread.sleep(pause.toMillis());
    }
  }

  private AwsRefusal failure(
      Stack stack, String nameOrId, Set<String> before, String what, String advice)
      throws AwsRefusal {
    // The first that failed: the others were cancelled for it.
    var reason =
        events(nameOrId).stream()
            .filter(event -> !before.contains(event.eventId()))
            .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
            .findFirst()
            .map(event -> event.logicalResourceId() + ": " + event.resourceStatusReason())
            .or(stack::reason)
            .orElse(stack.status());
    return new AwsRefusal(
        "The stack '%s' %s (%s); %s."
            .formatted(stack.name(), what, reason.replaceAll("\\.$", ""), advice));
  }

  private Set<String> eventIds(String name) throws AwsRefusal {
    var ids = new HashSet<String>();
    events(name).forEach(event -> ids.add(event.eventId()));
    return ids;
  }

  /** Of this and earlier changes, the oldest first. */
  private List<StackEvent> events(String nameOrId) throws AwsRefusal {
    return ask(
        "tell what happens to the stack '" + nameOrId + "'",
        () -> {
          var events = new ArrayList<StackEvent>();
          client
              .describeStackEventsPaginator(request -> request.stackName(nameOrId))
              .stackEvents()
              .forEach(events::add);
          Collections.reverse(events);
          return List.copyOf(events);
        });
  }

  private static List<Parameter> list(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            entry ->
                Parameter.builder()
                    .parameterKey(entry.getKey())
                    .parameterValue(entry.getValue())
                    .build())
        .toList();
  }

  private static boolean says(CloudFormationException e, String words) {
    return e.awsErrorDetails() != null
        && String.valueOf(e.awsErrorDetails().errorMessage()).contains(words);
  }
}
