package io.risknet.infra.stack;

import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;

/** The tags by which bills and inventories tell what belongs to which cluster. */
final class Marks {
  private Marks() {}

  static void tag(Stack stack) {
    Tags.of(stack).add("project", "risknet");
    Tags.of(stack).add("risknet:stack", Aws.STACK_NAME);
  }
}
