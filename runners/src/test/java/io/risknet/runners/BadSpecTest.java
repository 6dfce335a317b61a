package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a spec, or with the features that it lists, is told in one sentence. */
class BadSpecTest {
  @TempDir private Path temp;
  private SmallTable table;

  @BeforeEach
  void writeTable() {
    table = SmallTable.in(temp);
  }

  @Test
  void specThatIsNotYaml() {
    var spec = SmallTable.spec(temp, "name: [small\n");
    assertRefused(train("--spec=" + spec), "The spec '" + spec + "' is wrong", "line");
  }

  @Test
  void specWithAMisspeltKey() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("delimiter:", "delimeter:"));
    assertRefused(
        train("--spec=" + spec),
        "The spec '"
            + spec
            + "' is wrong: at table.delimeter: the key 'delimeter' is not known;"
            + " the keys here are columns, delimiter, duplicates, header, minColumns, quoted.");
  }

  @Test
  void costsWithoutRowsToChooseAThresholdBy() {
    var costs = "costs: {falsePositive: 1, falseNegative: 5}\n";
    var spec = SmallTable.spec(temp, SmallTable.SPEC + costs);
    assertRefused(
        train("--spec=" + spec, "--refitOn=train+validation"),
        "--refitOn=train+validation leaves no rows to choose a threshold by, as the spec's costs");
  }

  @Test
  void specWithAnUnknownColumnType() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("type: categorical", "type: text"));
    assertRefused(train("--spec=" + spec), "table.columns.region.type", "'text'", "categorical");
  }

  @Test
  void specWithoutALabel() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("type: label", "type: numeric"));
    assertRefused(train("--spec=" + spec), "exactly one column of type label, and has 0");
  }

  @Test
  void featureOfAnUnknownColumn() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("[income]", "[incom]"));
    assertRefused(train("--spec=" + spec), "'incom', which the table does not have", "income");
  }

  @Test
  void unknownFeature() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("one-hot", "one-hott"));
    assertRefused(train("--spec=" + spec), "There is no feature or step 'one-hott'", "one-hot/1");
  }

  @Test
  void unknownHyperparameter() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("max_depth", "depth"));
    assertRefused(train("--spec=" + spec), "'depth'", "max_depth");
  }

  @Test
  void constraintOnAColumnThatNoFeatureIsMadeOf() {
    var search =
        "search: {strategy: grid, learners: {xgboost: {rounds: 5, monotone: {incone: 1}}}}";
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replaceFirst("grid: .*", search));
    assertRefused(
        train("--spec=" + spec),
        "The learner xgboost names the column 'incone', and no feature is made of 'incone'");
  }

  @Test
  void constraintOnAColumnByAnotherNameThanItsFeatureGivesIt() {
    var search =
        "search: {strategy: grid, learners: {xgboost: {rounds: 5, monotone: {region: 1}}}}";
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replaceFirst("grid: .*", search));
    assertRefused(
        train("--spec=" + spec),
        "The learner xgboost names the column 'region', which no feature writes; of 'region' they"
            + " write a column for each value, such as region=CA.");
  }

  @Test
  void segmentsByAColumnThatIsAbsent() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC + "segments: [town]\n");
    assertRefused(
        train("--spec=" + spec), "segments by 'town': the table has no such column", "region");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void weightOfZero() {
    var weighted = SmallTable.SPEC.replace("eta: [0.3]", "eta: [0.3], scale_pos_weight: [0]");
    assertRefused(train("--spec=" + SmallTable.spec(temp, weighted)), "scale_pos_weight", "0");
  }

  @Test
  void sharesThatDoNotAddUp() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("train: 0.6", "train: 0.7"));
    assertRefused(train("--spec=" + spec), "add up to 1");
  }

  @Test
  void foldsByTimeOfASplitByHash() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("folds: 2", "foldsBy: time"));
    assertRefused(train("--spec=" + spec), "folds by time need a split by a month column");
  }

  @Test
  void foldsGroupedByAnUnknownColumn() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("folds: 2", "foldsBy: {group: town}"));
    assertRefused(train("--spec=" + spec), "grouped by 'town': the table has no such column");
  }

  @Test
  void foldsGroupedByANumber() {
    assertRefused(
        train("--spec=" + table.spec(), "--foldsBy=group:income"),
        "--foldsBy=group:income",
        "takes a column of type group or categorical");
  }

  @Test
  void featureOfTheGroup() {
    var spec =
        SmallTable.spec(
            temp,
            SmallTable.SPEC
                .replace("region: {type: categorical}", "region: {type: group}")
                .replace("folds: 2", "foldsBy: {group: region}"));
    assertRefused(train("--spec=" + spec), "Column 'region' can't be a feature");
  }

  @Test
  void featureKnownOnlyLater() {
    var spec = SmallTable.spec(temp, SmallTable.SPEC.replace("[income]", "[income, paid_back]"));
    assertRefused(
        train("--spec=" + spec), "Column 'paid_back' can't be a feature", "leak the outcome");
  }

  @Test
  void featureThatGivesTheLabelAway() {
    var spec =
        SmallTable.spec(
            temp,
            SmallTable.SPEC
                .replace(", knownLater: true", "")
                .replace("[income]", "[income, paid_back]"));
    assertRefused(train("--spec=" + spec), "paid_back");
    // The search has not even begun.
    assertThat(temp.resolve("out/trials")).doesNotExist();
  }

  @Test
  void trainingRowsOfAFailedRunAreNotLeft() {
    featureThatGivesTheLabelAway();
    assertThat(temp.resolve("out/.risknet-temp")).doesNotExist();
  }

  @Test
  void stepsThatLeaveNoColumn() {
    var spec =
        SmallTable.spec(
            temp,
            SmallTable.SPEC
                .replace("numeric: [income]", "missing-indicator: [income]")
                .replace("    - one-hot: [region]\n", "  then: [drop-by-variance]\n"));
    assertRefused(train("--spec=" + spec), "The steps of the feature plan leave no column");
  }

  @Test
  void servicerNameAsFeature() throws IOException {
    var quarter = SyntheticQuarter.of("2009Q1").withLoans(20).write(temp);
    var spec =
        SmallTable.spec(
            temp, FreddieMacSpec.text().replace("- seller_name\n", "- servicer_name\n"));
    assertRefused(
        CommandLine.run(
            "train",
            "--spec=" + spec,
            "--loans=" + quarter.loans(),
            "--performance=" + quarter.performance(),
            "--output=" + temp.resolve("out")),
        "Column 'servicer_name' can't be a feature",
        "leak the outcome");
  }

  private CommandLine train(String... options) {
    var common = Stream.of("train", "--input=" + table.rows(), "--output=" + temp.resolve("out"));
    return CommandLine.run(Stream.concat(common, Stream.of(options)).toArray(String[]::new));
  }

  private void assertRefused(CommandLine run, String... fragments) {
    run.assertSentence(fragments);
    assertThat(temp.resolve("out/manifest.json")).doesNotExist();
  }
}
