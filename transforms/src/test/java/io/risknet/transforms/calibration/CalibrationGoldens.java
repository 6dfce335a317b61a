package io.risknet.transforms.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.evaluation.ScoreDistribution;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;

/** Scores and how scikit-learn calibrates them; {@code make_calibration_goldens.py} made them. */
final class CalibrationGoldens {
  private CalibrationGoldens() {}

  static Stream<Named<JsonNode>> all() throws IOException {
    try (var in = CalibrationGoldens.class.getResourceAsStream("calibration_goldens.json")) {
      return StreamSupport.stream(new JsonMapper().readTree(in).spliterator(), false)
          .map(golden -> Named.of(golden.get("name").textValue(), golden));
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
}
