package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the user can mend is told in one sentence, with exit code 2 and no stack trace, and leaves
 * nothing that looks like a finished run.
 */
class BadInputTest {
  @TempDir private static Path data;
  private static SmallTable table;
  private static Path loans;
  private static Path performance;
  private static Path trained;

  @TempDir private Path temp;

  @BeforeAll
  static void writeData() throws IOException {
    table = SmallTable.in(data);
    var quarter = SyntheticQuarter.of("2009Q1").withLoans(20).write(data);
    loans = quarter.loans();
    performance = quarter.performance();
    trained = data.resolve("trained");
    CommandLine.succeed(
        "train", "--spec=" + table.spec(), "--input=" + table.rows(), "--output=" + trained);
  }

  @Test
  void unknownCommand() {
    assertSentence(CommandLine.run("trian"), "There is no command 'trian'; the commands are demo,");
  }

  @Test
  void helpForAnUnknownCommand() {
    assertSentence(CommandLine.run("help", "trian"), "There is no command 'trian'");
  }

  @Test
  void unknownOption() {
    assertRefused(
        CommandLine.run("train", "--spec=freddie-mac", "--lons=x", output()),
        "There is no option --lons; did you mean --loans?");
  }

  @Test
  void unknownOptionUnlikeAnyOther() {
    assertRefused(
        CommandLine.run("train", "--spec=freddie-mac", "--qqqqqqqqqqqqq=x", output()),
        "There is no option --qqqqqqqqqqqqq; 'risknet help COMMAND' lists the options.");
  }

  @Test
  void argumentThatIsNoOption() {
    assertRefused(CommandLine.run("train", "spec=freddie-mac", output()), "'spec=freddie-mac'");
  }

  @Test
  void missingRequiredOption() {
    assertRefused(
        CommandLine.run("train", "--loans=" + loans, output()), "The option --spec is missing;");
  }

  @Test
  void optionThatIsNoNumber() {
    assertRefused(
        CommandLine.run("generate", "--loans=many", output()), "--loans=many is not understood");
  }

  @Test
  void unknownRunner() {
    assertRefused(train("--runner=SparkRunner"), "SparkRunner", "DirectRunner", "FlinkRunner");
  }

  @Test
  void missingLoansOption() {
    assertRefused(
        CommandLine.run("train", "--spec=freddie-mac", "--performance=" + performance, output()),
        "The option --loans is missing");
  }

  @Test
  void loansForATableThatHoldsItsLabel() {
    assertRefused(
        train("--loans=" + loans), "--loans and --performance are the files of Freddie Mac");
  }

  @Test
  void aRuleOfLoansForATableThatHoldsItsLabel() {
    assertRefused(
        train("--labelWindow=24"),
        "--immature and the options that begin with --label make a label of Freddie Mac's files");
  }

  @Test
  void inputBesideLoans() {
    assertRefused(
        CommandLine.run(
            "train",
            "--spec=freddie-mac",
            "--loans=" + loans,
            "--performance=" + performance,
            "--input=" + table.rows(),
            output()),
        "--input is a table that holds its own label",
        "leave --input away");
  }

  @Test
  void missingLoansFile() {
    assertRefused(freddieMac("absent.txt", performance), "No file matches --loans=absent.txt");
  }

  @Test
  void emptyGlobOfPerformanceFiles() {
    assertRefused(
        freddieMac(loans, temp.resolve("none_*.txt")),
        "No file matches --performance=" + temp.resolve("none_*.txt"));
  }

  @Test
  void emptyLoansFile() throws IOException {
    var empty = Files.createFile(temp.resolve("empty.txt"));
    assertRefused(freddieMac(empty, performance), "The files of --loans=" + empty + " are empty");
  }

  @Test
  void emptyPerformanceFile() throws IOException {
    var empty = Files.createFile(temp.resolve("empty.txt"));
    assertRefused(freddieMac(loans, empty), "The files of --performance=" + empty + " are empty");
  }

  @Test
  void missingInputFile() {
    assertRefused(
        train("--input=" + temp.resolve("absent.csv")),
        "No file matches --input=" + temp.resolve("absent.csv"));
  }

  @Test
  void directoryAsInput() {
    assertRefused(train("--input=" + data), "'" + data + "' is a directory; name the files in it");
  }

  @Test
  void emptyInputFile() throws IOException {
    var empty = Files.createFile(temp.resolve("empty.csv"));
    assertRefused(train("--input=" + empty), "The files of --input=" + empty + " are empty");
  }

  @Test
  void inputOfAHeaderOnly() {
    var rows = SmallTable.rows(temp, List.of());
    assertRefused(train("--input=" + rows), "No row has a label", "input.lines 0");
  }

  @Test
  void inputWithoutAColumnOfTheSpec() throws IOException {
    var rows = Files.writeString(temp.resolve("rows.csv"), "id,region,paid_back,bad\n1,A,1,0\n");
    assertRefused(train("--input=" + rows), "income", rows.toString());
  }

  @Test
  void labelOfOneClass() {
    var good = IntStream.range(0, 50).mapToObj(id -> id + ",50,A,1,0").toList();
    var rows = SmallTable.rows(temp, good);
    assertRefused(train("--input=" + rows), "The label has only one class", "hold both classes");
  }

  @Test
  void moreRejectsThanAllowed() {
    var dirty = IntStream.range(0, 50).mapToObj(id -> id + ",x,A,1," + id % 2).toList();
    var rows = SmallTable.rows(temp, dirty);
    assertRefused(
        train("--input=" + rows),
        "50 of the 50 lines of --input were rejected",
        "--maxRejectFraction=0.01");
  }

  @Test
  void rejectsAreWrittenThoughTheyAreTooMany() throws IOException {
    var dirty = IntStream.range(0, 50).mapToObj(id -> id + ",x,A,1," + id % 2).toList();
    train("--input=" + SmallTable.rows(temp, dirty));
    assertThat(RunFiles.lines(temp.resolve("out/rejects"))).hasSize(50);
  }

  @Test
  void shareOfRejectsAboveOne() {
    assertRefused(train("--maxRejectFraction=2"), "--maxRejectFraction");
  }

  @Test
  void fewerFailedTrialsThanNone() {
    assertRefused(train("--maxFailedTrials=-1"), "--maxFailedTrials=-1 is below 0");
  }

  @Test
  void protectedColumnThatIsAbsent() {
    assertRefused(
        train("--protected=region,race"),
        "--protected=race can't be done: the table has no such column; its columns are id, income,");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void protectedColumnThatIsANumber() {
    assertRefused(train("--protected=income"), "--protected=income", "a number takes edges");
  }

  @Test
  void approvalOfMoreThanAll() {
    assertRefused(train("--approvalRate=80"), "--approvalRate=80.0 should be a share");
    assertRefused(train("--approvalThreshold=700"), "--approvalThreshold=700.0", "probability");
  }

  @Test
  void unknownSpec() {
    assertRefused(
        train("--spec=freddymac"), "There is no spec 'freddymac'; --spec takes freddie-mac or");
  }

  @Test
  void monthThatIsNone() {
    assertRefused(
        train("--testFrom=200913"),
        "--testFrom=200913 is no month; write it as YYYYMM, such as 200912.");
  }

  @Test
  void outputThatHoldsResults() throws IOException {
    var manifest = Files.readString(trained.resolve("manifest.json"));
    assertSentence(
        train("--output=" + trained),
        "The output "
            + trained
            + " already holds results; choose another --output, or give --resume to go on"
            + " with it, or --overwrite to start anew.");
    assertThat(trained.resolve("manifest.json")).hasContent(manifest);
  }

  @Test
  void outputThatHoldsAnUnfinishedRun() throws IOException {
    Files.createDirectories(temp.resolve("out"));
    Files.writeString(temp.resolve("out/.risknet"), "train");
    Files.writeString(temp.resolve("out/leaderboard.csv"), "trial\n");
    assertRefused(train(), "already holds an unfinished run");
  }

  @Test
  void outputThatIsAPattern() {
    assertRefused(train("--output=out*"), "--output=out* is a pattern; choose a path without");
  }

  @Test
  void outputBelowAFile() throws IOException {
    var file = Files.createFile(temp.resolve("file"));
    assertSentence(
        train("--output=" + file.resolve("out")),
        "Can't write to the output " + file.resolve("out"),
        "choose another --output.");
  }

  @Test
  void generatedIntoAFile() throws IOException {
    var file = Files.createFile(temp.resolve("file"));
    assertSentence(
        CommandLine.run("generate", "--output=" + file.resolve("out")),
        "There can be nothing at " + file.resolve("out"));
  }

  @Test
  void generatedFilesThatExist() {
    assertSentence(
        CommandLine.run("generate", "--quarter=2009Q1", "--output=" + data),
        loans.toString(),
        "exists already; pass --overwrite to replace it.");
  }

  @Test
  void quarterThatIsNone() {
    assertRefused(
        CommandLine.run("generate", "--quarter=2009Q5", output()),
        "--quarter is 2009Q5: give a year from 1999 to 2098, the letter Q and 1 to 4");
  }

  @Test
  void noLoans() {
    assertRefused(
        CommandLine.run("generate", "--loans=0", output()), "--loans is 0: give a number from 1");
  }

  @Test
  void missingModel() {
    assertRefused(
        score("--model=" + temp.resolve("absent")),
        "There is no finished model at " + temp.resolve("absent"),
        "manifest.json is missing");
  }

  @Test
  void damagedModel() throws IOException {
    var model = copyOfModel();
    var booster = model.resolve("model.ubj");
    var bytes = Files.readAllBytes(booster);
    bytes[bytes.length / 2] ^= 1;
    Files.write(booster, bytes);
    assertRefused(score("--model=" + model), "is damaged in model.ubj: its content has changed");
  }

  @Test
  void modelOfALaterRelease() throws IOException {
    var model = copyOfModel();
    var manifest = model.resolve("manifest.json");
    var text = Files.readString(manifest);
    Files.writeString(
        manifest, text.replaceFirst("\"formatVersion\" : \\d+", "\"formatVersion\" : 99"));
    assertRefused(score("--model=" + model), "has format 99", "update RiskNet");
  }

  @Test
  void missingInputToScore() {
    assertRefused(
        score("--input=" + temp.resolve("absent.csv")),
        "No file matches --input=" + temp.resolve("absent.csv"));
  }

  @Test
  void rowsToScoreThatAreNotTheModels() {
    assertRefused(score("--input=" + loans), "id", loans.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--verbose", "--verbose=true"})
  void verboseShowsTheStackTrace(String verbose) {
    var run = train("--spec=freddymac", verbose);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("\tat io.risknet.").endsWith("path of a YAML file.\n");
  }

  private Path copyOfModel() throws IOException {
    var copy = Files.createDirectories(temp.resolve("model"));
    try (var files = Files.list(trained.resolve("model"))) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    return copy;
  }

  private String output() {
    return "--output=" + temp.resolve("out");
  }

  /** Trains on the small table; of an option given twice, the last counts. */
  private CommandLine train(String... others) {
    return run("train", List.of("--spec=" + table.spec(), "--input=" + table.rows()), others);
  }

  private CommandLine score(String... others) {
    return run(
        "score", List.of("--model=" + trained.resolve("model"), "--input=" + table.rows()), others);
  }

  private CommandLine run(String command, List<String> defaults, String... others) {
    var arguments = new LinkedHashMap<String, String>();
    arguments.put("", command);
    arguments.put("--output", output());
    for (var argument : defaults) {
      arguments.put(argument.split("=", 2)[0], argument);
    }
    for (var argument : others) {
      arguments.put(argument.split("=", 2)[0], argument);
    }
    return CommandLine.run(arguments.values().toArray(String[]::new));
  }

  private CommandLine freddieMac(Object loansGlob, Object performanceGlob) {
    return CommandLine.run(
        "train",
        "--spec=freddie-mac",
        "--loans=" + loansGlob,
        "--performance=" + performanceGlob,
        output());
  }

  /** One sentence, exit code 2, and no finished run in the output. */
  private void assertRefused(CommandLine run, String... fragments) {
    assertSentence(run, fragments);
    assertThat(temp.resolve("out/manifest.json")).doesNotExist();
  }

  private static void assertSentence(CommandLine run, String... fragments) {
    run.assertSentence(fragments);
  }
}
