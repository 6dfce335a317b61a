package io.risknet.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.infra.aws.Templates;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The committed templates are what the code says. */
@NeedsNode
class GoldenTemplateTest {

  @Test
  void theCommittedTemplatesAreWhatTheCodeSynthesises() {
    assertThat(
            Map.of(
                Templates.STORAGE_FILE, Templates.storage(),
                Templates.CLUSTER_FILE, Templates.cluster()))
        .as("write them anew with: mvn -Psynthesize -pl infra/stack -am process-classes")
        .isEqualTo(Synthesize.templates());
  }
}
