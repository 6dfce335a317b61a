package io.risknet.infra.stack;

import io.risknet.infra.aws.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/**
 * Writes the templates into the folder that is given: the resources of {@code risknet-infra}, from
 * where {@code risknet cluster up --aws} sends them, so that neither CDK nor Node is needed to run.
 */
public final class Synthesize {
  private Synthesize() {}

  /** {@code Synthesize FOLDER}. */
  public static void main(String[] args) throws IOException {
    for (var template : templates().entrySet()) {
      Files.writeString(Path.of(args[0], template.getKey()), template.getValue());
    }
  }

  /** The text of each template, by its file's name. */
  static Map<String, String> templates() {
    return Map.of(
        Templates.STORAGE_FILE, text(new StorageStack(app(), "storage")),
        Templates.CLUSTER_FILE, text(new ClusterStack(app(), "cluster")));
  }

  /** An app that leaves nothing in the templates but what they are about. */
  static App app() {
    return new App(AppProps.builder().analyticsReporting(false).treeMetadata(false).build());
  }

  /** Sent as text, so there is no bootstrapped account to ask for. */
  static StackProps props(String description) {
    return StackProps.builder()
        .description(description)
        .synthesizer(
            DefaultStackSynthesizer.Builder.create().generateBootstrapVersionRule(false).build())
        .build();
  }

  private static String text(Stack stack) {
    var assembly = ((App) stack.getNode().getRoot()).synth();
    try {
      var file = assembly.getStackArtifact(stack.getArtifactId()).getTemplateFullPath();
      return Files.readString(Path.of(file)) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException("CDK's own template can't be read.", e);
    }
  }
}
