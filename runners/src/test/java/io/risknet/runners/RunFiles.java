package io.risknet.runners;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a run wrote. */
public final class RunFiles {
  private static final Pattern ATTEMPT =
      Pattern.compile(".*/trials/(?<trial>[^/]+)/attempts/(?<unit>fold-\\d+)-.+\\.json");
  private static final Pattern FINISHED =
      Pattern.compile(".*/trials/(?<trial>[^/]+)/(?<unit>fold-\\d+)\\.json");

  private RunFiles() {}

  /** The lines of all CSV files of a directory, sorted, without the headers. */
  public static List<String> lines(Path directory) throws IOException {
    var lines = new ArrayList<String>();
    for (var file : csvFiles(directory)) {
      var all = Files.readAllLines(file);
      lines.addAll(all.subList(1, all.size()));
    }
    return lines.stream().sorted().toList();
  }

  /** The headers of all CSV files of a directory, each once. */
  public static List<String> headers(Path directory) throws IOException {
    var headers = new ArrayList<String>();
    for (var file : csvFiles(directory)) {
      headers.add(Files.readAllLines(file).get(0));
    }
    return headers.stream().distinct().toList();
  }

  /** The probabilities of a directory of scores, by id, as they are written. */
  public static Map<String, String> probabilities(Path directory) throws IOException {
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

  /** The files of a ledger; what goes while they are looked for is left out. */
  static List<String> ledger(Path output) {
    var files = new ArrayList<String>();
    addFiles(output.resolve("trials").toFile(), files);
    return files;
  }

  private static void addFiles(File of, List<String> files) {
    // Not Files.walk, which fails when a directory has changed meanwhile.
    var below = of.listFiles();
    if (below == null) {
      files.add(of.getPath());
    } else {
      Stream.of(below).forEach(file -> addFiles(file, files));
    }
  }

  /** How often each unit that is finished was begun, by the names of a ledger's files. */
  static Map<String, Integer> attemptsOfFinished(List<String> files) {
    var attempts = new TreeMap<String, Integer>();
    for (var file : files) {
      var finished = FINISHED.matcher(file);
      if (finished.matches()) {
        attempts.put(finished.group("trial") + "/" + finished.group("unit"), 0);
      }
    }
    for (var file : files) {
      var attempt = ATTEMPT.matcher(file);
      if (attempt.matches()) {
        attempts.computeIfPresent(
            attempt.group("trial") + "/" + attempt.group("unit"), (unit, times) -> times + 1);
      }
    }
    return attempts;
  }

  private static List<Path> csvFiles(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }
}
