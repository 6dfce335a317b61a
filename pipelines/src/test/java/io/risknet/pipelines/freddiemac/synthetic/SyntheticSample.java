package io.risknet.pipelines.freddiemac.synthetic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A clean quarter of 40,000 loans, written once for all tests that only read it. */
final class SyntheticSample {
  static final SyntheticQuarter QUARTER =
      SyntheticQuarter.of("2009Q1").withLoans(40_000).withDirtyFraction(0);

  private static final QuarterFiles FILES = write();

  private SyntheticSample() {}

  /** Columns of an origination line; trailing blanks are columns too. */
  static String[] columns(String line) {
    return line.split("\\|", -1);
  }

  static void eachLoan(Consumer<String[]> loan) {
    eachLine(FILES.loans(), loan);
  }

  static void eachRow(Consumer<String[]> row) {
    eachLine(FILES.performance(), row);
  }

  private static void eachLine(Path file, Consumer<String[]> columns) {
    try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
      reader.lines().map(SyntheticSample::columns).forEach(columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static QuarterFiles write() {
    try {
      Path directory = Files.createTempDirectory("synthetic-sample");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      return QUARTER.write(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
