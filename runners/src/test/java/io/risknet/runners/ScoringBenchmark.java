package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

/**
 * How fast origination rows are scored, from files to files by {@code ./risknet score}, against a
 * loop that does no more than cut and parse their fields and predict. {@code benchmarks/scoring}
 * runs it.
 */
final class ScoringBenchmark {
  private static final int FILES = 10;
  private static final int LOANS = 100_000;
  private static final int THREADS = 2;
  private static final int BATCH = 50_000;
  private static final int REPEATS = 3;
  private static final String GRID = "grid: {max_depth: [6], eta: [0.1], rounds: [100]}";

  private final Path directory;
  private final Path model;
  private final List<Path> files;
  private final long rows;

  private ScoringBenchmark(Path directory, Path model, List<Path> files, long rows) {
    this.directory = directory;
    this.model = model;
    this.files = files;
    this.rows = rows;
  }

  /** Argument: how many rows, in whole hundreds of thousands. */
  public static void main(String[] args) throws Exception {
    var directory = Files.createTempDirectory("scoring-benchmark");
    SyntheticQuarter.of("2009Q1").withLoans(LOANS).withDirtyFraction(0).write(directory);
    var model = train(directory);
    long rows = Long.parseLong(args[0]);
    var benchmark =
        new ScoringBenchmark(directory, model, copies(directory, (int) (rows / LOANS)), rows);
    for (int i = 0; i < REPEATS; i++) {
      benchmark.compare(i);
    }
  }

  private static Path train(Path directory) throws Exception {
    var run = directory.resolve("run");
    risknet(
        "train",
        "--spec=" + FreddieMacSpec.withGrid(directory.resolve("spec.yaml"), GRID),
        "--loans=" + originations(directory),
        "--performance=" + directory.resolve("historical_data_time_2009Q1.txt"),
        "--validationFrom=200904",
        "--testFrom=200905",
        "--output=" + run);
    return run.resolve("model");
  }

  private static Path originations(Path directory) {
    return directory.resolve("historical_data_2009Q1.txt");
  }

  /** The loans over and over, each time of another quarter, in as many files as there are. */
  private static List<Path> copies(Path directory, int copies) throws IOException {
    var loans = Files.readString(originations(directory));
    var files = new ArrayList<Path>();
    for (int i = 0; i < FILES; i++) {
      var file = directory.resolve("score-%d.txt".formatted(i));
      files.add(file);
      try (var out = Files.newBufferedWriter(file)) {
        for (int copy = i; copy < copies; copy += FILES) {
          var quarter = "|F%02dQ%d".formatted(10 + copy / 4, 1 + copy % 4);
          out.write(loans.replace("|F09Q1", quarter));
        }
      }
    }
    return files;
  }

  private void compare(int run) throws Exception {
    double bare = bareSeconds();
    long begun = System.nanoTime();
    risknet(
        "score",
        "--model=" + model,
        "--input=" + directory.resolve("score-*.txt"),
        "--output=" + directory.resolve("scores-" + run),
        "--targetParallelism=" + THREADS);
    double scored = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%,d rows: parse and predict %.1f s; ./risknet score %.1f s, %,.0f rows a second, %.2f x%n",
        rows,
        bare,
        scored,
        rows / scored,
        scored / bare);
  }

  private static void risknet(String... arguments) throws Exception {
    var launcher = Path.of("../risknet").toAbsolutePath().toString();
    var command = Stream.concat(Stream.of(launcher), Stream.of(arguments)).toList();
    var log = Files.createTempFile("risknet", ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
  }

  private double bareSeconds() throws Exception {
    var booster = Files.readAllBytes(model.resolve("model.ubj"));
    var pool = Executors.newFixedThreadPool(THREADS);
    try {
      long begun = System.nanoTime();
      var tasks =
          files.stream().<Callable<Double>>map(file -> () -> predict(file, booster)).toList();
      double sum = 0;
      for (var done : pool.invokeAll(tasks)) {
        sum += done.get();
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      if (sum <= 0) {
        throw new IllegalStateException("Nothing was predicted.");
      }
      return seconds;
    } finally {
      pool.shutdown();
    }
  }

  /** Fields as features by their position, as if each were one; what is no number is missing. */
  private static double predict(Path file, byte[] saved) throws Exception {
    var booster = XGBoost.loadModel(saved);
    booster.setParam("nthread", 1);
    int columns = (int) booster.getNumFeature();
    var values = new float[BATCH * columns];
    double sum = 0;
    int row = 0;
    try (var lines = Files.newBufferedReader(file, UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        parse(line, values, row * columns, columns);
        row++;
        if (row == BATCH) {
          sum += predict(booster, values, row, columns);
          row = 0;
        }
      }
    }
    return sum + (row == 0 ? 0 : predict(booster, values, row, columns));
  }

  private static void parse(String line, float[] values, int offset, int columns) {
    var fields = line.split("\\|", -1);
    for (int column = 0; column < columns; column++) {
      values[offset + column] = column < fields.length ? number(fields[column]) : Float.NaN;
    }
  }

  private static float number(String field) {
    return field.isEmpty() || field.charAt(0) > '9' ? Float.NaN : Float.parseFloat(field);
  }

  private static double predict(Booster booster, float[] values, int rows, int columns)
      throws Exception {
    var matrix = new DMatrix(values, rows, columns, Float.NaN);
    try {
      double sum = 0;
      for (var prediction : booster.predict(matrix)) {
        sum += prediction[0];
      }
      return sum;
    } finally {
      matrix.dispose();
    }
  }
}
