package io.risknet.infra.stack;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that synthesise a stack: AWS CDK runs in Node. Where there is none they say so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {

  /** Skips with the reason. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return nodeRuns()
          ? ConditionEvaluationResult.enabled("Node.js is there.")
          : ConditionEvaluationResult.disabled(
              "Skipped, as AWS CDK needs Node.js and there is no 'node' to run: install it (nodejs"
                  + " on Debian) to hold the templates to the code.");
    }

    private static boolean nodeRuns() {
      try {
        return new ProcessBuilder("node", "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
