package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * A search of five learners, the third of which the one-standard-error rule takes. One trial was
 * stopped, one lacks a fold and one failed; of the run no stage is known.
 */
final class OtherSearch {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private OtherSearch() {}

  /** A report with this search in place of its own. */
  static String in(String html) throws IOException {
    var json = Pattern.compile("(?s)id=\"data\">(.*?)</script>").matcher(html);
    assertThat(json.find()).isTrue();
    var data = (ObjectNode) JSON.readTree(json.group(1));
    var failed = trial(8, "xgboost", "FAILED").put("error", "It has no memory.");
    failed.remove("mean");
    data.putArray("trials")
        .add(trial(1, "xgboost", "TRAINED"))
        .add(trial(2, "liblinear", "REUSED"))
        .add(trial(3, "logistic-regression", "TRAINED").put("winner", true))
        .add(trial(4, "random-forest", "TRAINED"))
        .add(trial(5, "adaboost", "TRAINED"))
        .add(trial(6, "xgboost", "STOPPED"))
        .add(trial(7, "liblinear", "INCOMPLETE"))
        .add(failed);
    var manifest = (ObjectNode) data.get("manifest");
    manifest.putArray("stages");
    ((ObjectNode) manifest.get("search"))
        .put("bestPlace", 3)
        .put("cheapest", true)
        .put("lateTrials", 1);
    return html.substring(0, json.start(1))
        + data.toString().replace("<", "\\u003c")
        + html.substring(json.end(1));
  }

  /** The better its place, the better its mean. */
  private static ObjectNode trial(int place, String learner, String status) {
    var trial =
        JSON.createObjectNode()
            .put("place", place)
            .put("winner", false)
            .put("learner", learner)
            .put("mean", 0.9 - 0.01 * place)
            .put("stdErr", 0.02)
            .put("rounds", 5)
            .put("seconds", 1.0)
            .put("status", status)
            .put("error", "");
    trial.putObject("parameters").put("depth", place);
    return trial;
  }
}
