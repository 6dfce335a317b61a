package io.risknet.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Values that the Python scripts beside them made. */
final class Goldens {
  private Goldens() {}

  /** Of scikit-learn and scipy. */
  static Stream<JsonNode> sklearn() throws IOException {
    return read("sklearn_goldens.json");
  }

  /** Of definitions in plain Python. */
  static Stream<JsonNode> read(String file) throws IOException {
    try (var in = Goldens.class.getResourceAsStream(file)) {
      return StreamSupport.stream(new JsonMapper().readTree(in).spliterator(), false);
    }
  }

  static ScoreDistribution scores(JsonNode golden) {
    return ScoreDistribution.of(doubles(golden.get("scores")), doubles(golden.get("labels")));
  }

  static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  static void assertClose(OptionalDouble actual, JsonNode expected) {
    assertClose(actual.orElseThrow(), expected.doubleValue());
  }

  static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
  }

  static void assertClose(double[] actual, JsonNode expected) {
    assertThat(actual).containsExactly(doubles(expected), within(1e-12));
  }
}
