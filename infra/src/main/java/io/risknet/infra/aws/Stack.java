package io.risknet.infra.aws;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/**
 * How a CloudFormation stack stands.
 *
 * @param name of the stack
 * @param status in CloudFormation's words
 * @param reason for the status; nothing when it needs none
 * @param parameters that its template was given, or has by itself
 * @param outputs what it tells of itself
 * @param ours whether RiskNet made it; its tag says so, whatever its state
 */
record Stack(
    String name,
    String status,
    Optional<String> reason,
    Map<String, String> parameters,
    Map<String, String> outputs,
    boolean ours) {

  static Stack of(software.amazon.awssdk.services.cloudformation.model.Stack stack) {
    return new Stack(
        stack.stackName(),
        stack.stackStatusAsString(),
        Optional.ofNullable(stack.stackStatusReason()),
        stack.parameters().stream()
            .filter(parameter -> parameter.parameterValue() != null)
            .collect(toMap(Parameter::parameterKey, Parameter::parameterValue)),
        stack.outputs().stream().collect(toMap(Output::outputKey, Output::outputValue)),
        stack.tags().contains(Stacks.OURS));
  }

  boolean isChanging() {
    return status.endsWith("_IN_PROGRESS");
  }

  /** Whether it is whole, and may be changed. */
  boolean isUsable() {
    return switch (status) {
      case "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE" ->
          true;
      default -> false;
    };
  }

  /**
   * A thing that it tells of itself.
   *
   * @throws AwsRefusal when it is not there, so the stack is no cluster
   */
  String output(String key) throws AwsRefusal {
    var value = outputs.get(key);
    if (value == null) {
      throw new AwsRefusal(
          "The stack '%s' has no output %s, so it is no cluster: choose another --name."
              .formatted(name, key));
    }
    return value;
  }
}
