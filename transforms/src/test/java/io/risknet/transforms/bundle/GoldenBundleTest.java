package io.risknet.transforms.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.io.Resources;
import io.risknet.transforms.scoring.Scorer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A bundle that an earlier build wrote can still be read and still scores the same. Keep it: a
 * change that breaks this test breaks the bundles out there, and calls for a new format version.
 */
class GoldenBundleTest {
  private static final double PROBABILITY = 0.3695413;
  private static final double PROBABILITY_ALL_MISSING = 0.0372952;
  private static final Map<String, String> LOAN =
      Map.of("loan", "L1", "dti", "38", "score", "640", "channel", "R");

  @Test
  void theStoredBundleLoadsAndScores() throws Exception {
    var scorer = Scorer.load(Path.of(Resources.getResource(getClass(), "golden-v1").toURI()));

    assertThat(scorer.bundle().provenance().trial()).isEqualTo("trial-7");
    assertThat(scorer.bundle().versions()).containsEntry("risknet", "0.1.0-SNAPSHOT");
    assertThat(scorer.bundle().metrics().get("train").rocAuc()).isPresent();
    assertThat(scorer.score(LOAN)).isCloseTo(PROBABILITY, within(1e-6));
    assertThat(scorer.score(Map.of())).isCloseTo(PROBABILITY_ALL_MISSING, within(1e-6));
  }

  /**
   * Writes the bundle anew: {@code mvn test -Dtest=GoldenBundleTest -Drisknet.golden=DIRECTORY}.
   */
  @Test
  @EnabledIfSystemProperty(named = "risknet.golden", matches = ".+")
  void write() throws Exception {
    var directory = Path.of(System.getProperty("risknet.golden"));
    TestBundles.bundle().save(PathBundleStore.of(directory));
    var scorer = Scorer.load(directory);
    System.out.println(scorer.score(LOAN) + " and " + scorer.score(Map.of()));
  }
}
