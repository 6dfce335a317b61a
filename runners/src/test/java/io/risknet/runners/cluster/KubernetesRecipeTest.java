package io.risknet.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The deployment that the guide shows has what RiskNet can't give a job there. */
class KubernetesRecipeTest {
  private static final Path GUIDE = Path.of("..", "docs", "flink-on-ec2.md");
  private static final Pattern YAML_BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private static final Map<String, String> RECIPE = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    var block = YAML_BLOCK.matcher(Files.readString(GUIDE));
    assertThat(block.find()).as("a yaml block in the guide").isTrue();
    JsonNode deployment = new YAMLMapper().readTree(block.group(1));
    deployment
        .at("/spec/flinkConfiguration")
        .fields()
        .forEachRemaining(entry -> RECIPE.put(entry.getKey(), entry.getValue().textValue()));
  }

  @Test
  void itTriesAgainWhatFailsAsACommandLineHasIt() {
    var restart = new Configuration();
    JobManager.restart(restart);

    assertThat(restart.toMap()).hasSize(6);
    assertThat(RECIPE).containsAllEntriesOf(restart.toMap());
  }

  @Test
  void itsExchangesDoNotUseUpTheBuffers() {
    assertThat(RECIPE).containsEntry("taskmanager.network.sort-shuffle.min-parallelism", "1000");
  }
}
