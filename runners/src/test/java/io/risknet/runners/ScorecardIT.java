package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.scoring.Scorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a scorecard, on real data. */
class ScorecardIT {
  private static final Path EXAMPLE = Path.of("../examples/uci-credit-default");
  private static final String ID = "ID";

  @TempDir private static Path temp;
  private static Path run;
  private static String out;

  @BeforeAll
  static void train() {
    run = temp.resolve("run");
    out =
        CommandLine.succeed(
                "train",
                "--spec=" + EXAMPLE.resolve("scorecard.yaml"),
                "--input=" + input(),
                "--output=" + run)
            .out();
  }

  private static Path input() {
    return EXAMPLE.resolve("default_of_credit_card_clients.csv");
  }

  private static JsonNode manifest() throws IOException {
    return JsonMapper.builder().build().readTree(run.resolve("manifest.json").toFile());
  }

  @Test
  void itRanksNearlyAsWellAsTrees() throws IOException {
    assertThat(manifest().at("/metrics/test/rocAuc").asDouble()).isBetween(0.74, 0.80);
  }

  @Test
  void noColumnIsToBeObjectedTo() throws IOException {
    assertThat(manifest().at("/scorecard/warnings")).isEmpty();
    assertThat(out).doesNotContain("Warning").contains("scorecard.csv");
  }

  /** Added up with nothing but the files at hand, as somebody who checks the scorecard would. */
  @Test
  void thePointsOfAClientsBinsAddUpToThePointsOfTheScore() throws IOException {
    var points = points(run.resolve("scores"));
    var clients = clients();

    assertThat(points).hasSizeGreaterThan(4_000);
    points.entrySet().stream()
        .limit(500)
        .forEach(
            scored ->
                assertThat(sum(clients.get(scored.getKey())))
                    .as("client %s", scored.getKey())
                    .isCloseTo(scored.getValue(), within(0.01)));
  }

  private static double sum(Map<String, String> client) {
    var lines = lines(run.resolve("scorecard.csv"));
    var bins = new LinkedHashMap<String, Double>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split(",", -1);
      // The first bin that holds the value: those of any other and of missing come last.
      if (holds(cells[1], client.get(cells[0]))) {
        bins.putIfAbsent(cells[0], Double.parseDouble(cells[7]));
      }
    }
    assertThat(bins).hasSize(8);
    return bins.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Of education the spec takes 0, 5 and 6 for missing; its bins are its codes. */
  private static boolean holds(String bin, String value) {
    var words = bin.split(" ", -1);
    if (words[0].equals("below")) {
      return Double.parseDouble(value) < Double.parseDouble(words[1]);
    }
    if (bin.endsWith("and above")) {
      return Double.parseDouble(value) >= Double.parseDouble(words[0]);
    }
    if (bin.contains("to below")) {
      return Double.parseDouble(value) >= Double.parseDouble(words[0])
          && Double.parseDouble(value) < Double.parseDouble(words[3]);
    }
    return bin.equals(value) || (bin.equals("missing") && List.of("0", "5", "6").contains(value));
  }

  @Test
  void theModelGivesTheSamePointsElsewhere() throws IOException {
    var model = Files.createDirectories(temp.resolve("elsewhere/model"));
    try (var files = Files.list(run.resolve("model"))) {
      for (var file : files.toList()) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
    var scored = temp.resolve("scored");
    CommandLine.succeed("score", "--model=" + model, "--input=" + input(), "--output=" + scored);
    var points = points(run.resolve("scores"));

    assertThat(RunFiles.headers(scored.resolve("scores"))).containsExactly("id,probability,points");
    assertThat(points(scored.resolve("scores"))).hasSize(30_000).containsAllEntriesOf(points);
    var scorer = Scorer.load(model);
    var needed = scorer.bundle().schema();
    var clients = clients();
    points.entrySet().stream()
        .limit(50)
        .forEach(
            of -> {
              var client = new HashMap<>(clients.get(of.getKey()));
              client.keySet().removeIf(column -> !needed.contains(column));
              assertThat(scorer.points(client)).hasValue(of.getValue());
            });
  }

  @Test
  void theReportShowsIt() throws Exception {
    Chromium.assumeThere();
    var page =
        Chromium.load(run.resolve("report.html"), Files.createDirectory(temp.resolve("browser")));

    assertThat(page.console()).isEmpty();
    assertThat(page.dom()).contains("id=\"scorecard\"", "Points by bin", "Points at stake");
    assertThat(page.dom().replaceAll("(?s)<script.*?</script>", ""))
        .doesNotContain("NaN", "undefined</", ">undefined", "null</", "Infinity");
  }

  private static Map<String, Double> points(Path scores) throws IOException {
    var points = new TreeMap<String, Double>();
    for (var line : RunFiles.lines(scores)) {
      var cells = line.split(",", -1);
      points.put(cells[0], Double.parseDouble(cells[2]));
    }
    return points;
  }

  private static Map<String, Map<String, String>> clients() {
    var lines = lines(input());
    var header = lines.get(0).split(",", -1);
    var clients = new HashMap<String, Map<String, String>>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split(",", -1);
      var client = new HashMap<String, String>();
      for (int i = 0; i < header.length; i++) {
        client.put(header[i], cells[i]);
      }
      clients.put(client.get(ID), client);
    }
    return clients;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
