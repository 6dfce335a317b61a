package io.risknet.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run wrote. */
final class RunFiles {
  private RunFiles() {}

  /** The lines of all CSV files of a directory, sorted, without the headers. */
  static List<String> lines(Path directory) throws IOException {
    var lines = new ArrayList<String>();
    for (var file : csvFiles(directory)) {
      var all = Files.readAllLines(file);
      lines.addAll(all.subList(1, all.size()));
    }
    return lines.stream().sorted().toList();
  }

  /** The headers of all CSV files of a directory, each once. */
  static List<String> headers(Path directory) throws IOException {
    var headers = new ArrayList<String>();
    for (var file : csvFiles(directory)) {
      headers.add(Files.readAllLines(file).get(0));
    }
    return headers.stream().distinct().toList();
  }

  /** The probabilities of a directory of scores, by id, as they are written. */
  static Map<String, String> probabilities(Path directory) throws IOException {
    var probabilities = new TreeMap<String, String>();
    for (var line : lines(directory)) {
      var cells = line.split(",", -1);
      probabilities.put(cells[0], cells[1]);
    }
    return probabilities;
  }

  /**
   * The lines of a run's leaderboard, without the seconds and the status, which tell of the run.
   */
  static List<String> leaderboard(Path output) throws IOException {
    return Files.readAllLines(output.resolve("leaderboard.csv")).stream()
        .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
        .toList();
  }

  private static List<Path> csvFiles(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }
}
