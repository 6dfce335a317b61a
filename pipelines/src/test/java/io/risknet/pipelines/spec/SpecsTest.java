package io.risknet.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.risknet.pipelines.freddiemac.LabelledLoans;
import io.risknet.transforms.calibration.CalibrationMethod;
import io.risknet.transforms.calibration.PointsScale;
import io.risknet.transforms.cleaning.ColumnRule;
import io.risknet.transforms.cleaning.Duplicates;
import io.risknet.transforms.evaluation.CostMatrix;
import io.risknet.transforms.features.FeaturePlan;
import io.risknet.transforms.features.MissingIndicator;
import io.risknet.transforms.records.ColumnRole;
import io.risknet.transforms.records.ColumnSchema;
import io.risknet.transforms.records.ColumnType;
import io.risknet.transforms.records.TableSchema;
import io.risknet.transforms.splits.Folding;
import io.risknet.transforms.splits.SplitRule;
import io.risknet.transforms.tuning.SearchReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecsTest {
  private static final String UCI = "../examples/uci-credit-default/spec.yaml";

  private static final String SPEC =
      """
      name: cards
      table:
        delimiter: ";"
        columns:
          card: {type: id}
          opened: {type: month}
          limit: {type: numeric}
          region: {type: categorical}
          branch: {type: skip}
          later: {type: numeric, knownLater: true}
          bad: {type: label}
      split: {train: 0.6, validation: 0.2, test: 0.2}
      features:
        encode:
          - numeric: limit
      """;

  private static RunSpec with(String from, String to) {
    assertThat(SPEC).contains(from);
    return Specs.parse("cards.yaml", SPEC.replace(from, to));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertWrong(
      String from, String to) {
    return assertThatThrownBy(() -> with(from, to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The spec 'cards.yaml' is wrong");
  }

  @Test
  void theBuiltInSpecIsWhole() {
    var spec = Specs.load("freddie-mac");
    var schema = LabelledLoans.schema(spec.table().schema());

    assertThat(spec.performance()).contains("freddie-mac");
    assertThat(spec.table().columns()).hasSize(32);
    assertThat(spec.split().folds()).isEqualTo(5);
    spec.table().cleaning().checkFit(schema);
    assertThat(FeaturePlan.fromJson(spec.features()).check(schema).features()).isNotEmpty();
  }

  @Test
  void theExampleIsWhole() {
    var spec = Specs.load(UCI);
    var schema = spec.table().schema();

    assertThat(schema.nameOf(ColumnRole.LABEL)).isEqualTo("default payment next month");
    assertThat(spec.table().format().header()).isTrue();
    spec.table().cleaning().checkFit(schema);
    assertThat(FeaturePlan.fromJson(spec.features()).check(schema).features()).isNotEmpty();
  }

  @Test
  void whatIsAbsentHasADefault() {
    var spec = Specs.parse("cards.yaml", SPEC);
    var table = spec.table();

    assertThat(table.header()).isFalse();
    assertThat(table.quoted()).isFalse();
    assertThat(table.minColumns()).isEqualTo(7);
    assertThat(table.duplicatePolicy()).isEqualTo(Duplicates.FIRST);
    assertThat(table.columns().get("region").violation()).isEqualTo(ColumnSpec.Violation.REJECT);
    assertThat(table.cleaning().columns()).containsOnlyKeys("limit", "later", "bad");
    assertThat(table.cleaning().columns().get("bad"))
        .isEqualTo(ColumnRule.none().withAllowed("0", "1"));
    assertThat(spec.split().folds()).isEqualTo(5);
    assertThat(spec.split().rule(Optional.empty(), Optional.empty()))
        .isEqualTo(new SplitRule.ByHash(new SplitRule.Shares(0.6, 0.2, 0.2), 0));
    assertThat(spec.performance()).isEmpty();
    assertThat(spec.grid()).isEmpty();
    assertThat(spec.search()).isEmpty();
    assertThat(spec.calibration()).isEqualTo(CalibrationMethod.NONE);
    assertThat(spec.keptNegatives()).isEqualTo(1);
  }

  @Test
  void aSpecSaysHowTheModelIsCalibratedAndWhichNegativesWereKept() {
    var spec = Specs.parse("cards.yaml", SPEC + "calibration: isotonic\nkeptNegatives: 0.1\n");

    assertThat(spec.calibration()).isEqualTo(CalibrationMethod.ISOTONIC);
    assertThat(spec.keptNegatives()).isEqualTo(0.1);
    assertThat(Specs.fromJson(Specs.toJson(spec))).isEqualTo(spec);
  }

  @Test
  void segmentsAreColumnsAndNumbersWithEdges() {
    var spec =
        Specs.parse(
            "cards.yaml",
            SPEC + "segments: [region, opened, branch, {column: limit, edges: [100, 2500.5]}]\n");

    assertThat(spec.segments())
        .containsExactly(
            SegmentSpec.of("region"),
            SegmentSpec.of("opened"),
            SegmentSpec.of("branch"),
            new SegmentSpec("limit", List.of(100.0, 2500.5)));
    assertThat(spec.table().schema().column("branch").role()).isEqualTo(ColumnRole.BOOKKEEPING);
    assertThat(Specs.fromJson(Specs.toJson(spec))).isEqualTo(spec);
    assertThat(Specs.parse("cards.yaml", SPEC).segments()).isEmpty();
  }

  @Test
  void aSegmentThatTheTableCanNotGiveIsNamed() {
    assertWrong("name: cards", "name: cards\nsegments: [town]")
        .hasMessageContaining("segments by 'town': the table has no such column; its columns are")
        .hasMessageContaining("card, opened, limit");
    assertWrong("name: cards", "name: cards\nsegments: [bad]")
        .hasMessageContaining("segments by 'bad': it takes a column of type categorical");
    assertWrong("name: cards", "name: cards\nsegments: [limit]")
        .hasMessageContaining("segments by 'limit': a number takes edges, such as");
    assertWrong("name: cards", "name: cards\nsegments: [{column: region, edges: [1]}]")
        .hasMessageContaining("segments by 'region': edges are for a column of type numeric");
    assertWrong("name: cards", "name: cards\nsegments: [{column: limit, edges: [2, 1]}]")
        .hasMessageContaining("segments by 'limit': edges should ascend, and 1 comes after 2");
    assertWrong("name: cards", "name: cards\nsegments: [{column: limit, edges: [1, ~]}]")
        .hasMessageContaining("at segments.[0].edges.[1]: nothing is there, where a number should");
    assertWrong("name: cards", "name: cards\nsegments: [{edges: [1]}]")
        .hasMessageContaining("a segment is the name of a column");
    assertWrong("name: cards", "name: cards\nsegments: [{column: limit, edge: [1]}]")
        .hasMessageContaining("the key 'edge' is not known; the keys here are column, edges");
    assertWrong("name: cards", "name: cards\nsegments: region")
        .hasMessageContaining("at segments: a list should be there");
  }

  @Test
  void aColumnThatSegmentsNameTwiceIsNamed() {
    assertWrong("name: cards", "name: cards\nsegments: [region, opened, region]")
        .hasMessageContaining(
            "segments by 'region': the key segments names the column twice; name it once");
    assertWrong(
            "name: cards",
            "name: cards\n"
                + "segments: [{column: limit, edges: [1]}, {column: limit, edges: [2]}]")
        .hasMessageContaining("segments by 'limit': the key segments names the column twice");
  }

  @Test
  void aSpecSaysHowPointsAreMade() {
    var spec =
        Specs.parse(
            "cards.yaml", SPEC + "scorecard: {baseScore: 660, baseOdds: 15, pointsToDouble: 40}\n");

    assertThat(spec.scorecard()).contains(new PointsScale(660, 15, 40));
    assertThat(Specs.fromJson(Specs.toJson(spec))).isEqualTo(spec);
    assertThat(Specs.parse("cards.yaml", SPEC).scorecard()).isEmpty();
    assertThat(Specs.parse("cards.yaml", SPEC + "scorecard: {}\n").scorecard())
        .contains(new PointsScale(600, 50, 20));
  }

  @Test
  void pointsThatCanNotBeMadeAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> Specs.parse("c.yaml", SPEC + "scorecard: {pointsToDouble: 0}\n"))
        .hasMessage(
            "The spec 'c.yaml' is wrong: at scorecard: pointsToDouble is 0.0; it takes a number of"
                + " points above 0.");
    assertThatThrownBy(() -> Specs.parse("c.yaml", SPEC + "scorecard: {baseOdds: -50}\n"))
        .hasMessageContaining("at scorecard: baseOdds is -50.0; it takes the number of good loans");
    assertThatThrownBy(() -> Specs.parse("c.yaml", SPEC + "scorecard: {pdo: 20}\n"))
        .hasMessageContaining(
            "at scorecard.pdo: the key 'pdo' is not known; the keys here are baseOdds, baseScore,"
                + " pointsToDouble");
    assertThatThrownBy(() -> Specs.parse("c.yaml", SPEC + "scorecard: {baseOdds: high}\n"))
        .hasMessageContaining("at scorecard.baseOdds: 'high' is there, where a number should be");
  }

  @Test
  void aSpecSaysWhatMistakesCost() {
    var spec = Specs.parse("c.yaml", SPEC + "costs: {falsePositive: 1, falseNegative: 12.5}\n");

    assertThat(spec.costs()).contains(new CostMatrix(1, 12.5));
    assertThat(Specs.fromJson(Specs.toJson(spec))).isEqualTo(spec);
    assertThat(Specs.parse("c.yaml", SPEC).costs()).isEmpty();
  }

  @Test
  void costsThatAreNoneAreRefusedWithTheirPlace() {
    assertThatThrownBy(
            () -> Specs.parse("c.yaml", SPEC + "costs: {falsePositive: -1, falseNegative: 2}\n"))
        .hasMessage(
            "The spec 'c.yaml' is wrong: at costs: falsePositive and falseNegative are costs of at"
                + " least 0, and not both 0; they are -1.0 and 2.0.");
    assertThatThrownBy(() -> Specs.parse("c.yaml", SPEC + "costs: {falseNegative: 2}\n"))
        .hasMessageContaining("at costs: it takes both costs, such as {falsePositive: 1, ");
    assertThatThrownBy(() -> Specs.parse("c.yaml", SPEC + "costs: {falsePositiv: 2}\n"))
        .hasMessageContaining(
            "at costs.falsePositiv: the key 'falsePositiv' is not known; the keys here are"
                + " falseNegative, falsePositive");
    assertThatThrownBy(
            () -> Specs.parse("c.yaml", SPEC + "costs: {falsePositive: low, falseNegative: 2}\n"))
        .hasMessageContaining("at costs.falsePositive: 'low' is there, where a number should be");
  }

  @Test
  void theExampleOfAScorecardIsWhole() {
    var spec = Specs.load("../examples/uci-credit-default/scorecard.yaml");
    var schema = spec.table().schema();

    assertThat(spec.scorecard()).contains(new PointsScale(600, 50, 20));
    spec.table().cleaning().checkFit(schema);
    assertThat(FeaturePlan.fromJson(spec.features()).check(schema).features()).isNotEmpty();
  }

  @Test
  void aCalibrationThatIsNoneIsNamedWithThoseThatAreKnown() {
    assertThatThrownBy(() -> Specs.parse("cards.yaml", SPEC + "calibration: sigmoid\n"))
        .hasMessageContaining("at calibration: 'sigmoid' ")
        .hasMessageContainingAll("none", "platt", "isotonic");
    assertThatThrownBy(() -> Specs.parse("cards.yaml", SPEC + "keptNegatives: 10\n"))
        .hasMessageContaining("keptNegatives is 10.0; it takes the share of the negative rows");
  }

  @Test
  void aGridAndAnotherSearchAreOneTooMany() {
    var both = SPEC + "grid: {rounds: [5]}\nsearch: {strategy: random}\n";

    assertThatThrownBy(() -> Specs.parse("cards.yaml", both))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is a grid and a search; give one of them");
  }

  @Test
  void aSearchOfNothingIsNoDefault() {
    for (var nothing : List.of("search: null\n", "search: ~\n")) {
      assertThatThrownBy(() -> Specs.parse("cards.yaml", SPEC + nothing))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "The spec 'cards.yaml' is wrong: at search: the strategy is missing; give one, as"
                  + " in {strategy: grid}; there are grid, random, halving, hyperband and tpe.");
    }
    // YAML's parser takes this for an empty text.
    var empty = Specs.parse("cards.yaml", SPEC + "search: # later\n").search().orElseThrow();
    assertThatThrownBy(() -> SearchReader.fromJson(empty, 1))
        .hasMessageStartingWith("In the search the strategy is missing;");
  }

  @Test
  void columnsHaveTheirTypeAndRole() {
    var table = Specs.parse("cards.yaml", SPEC).table();

    assertThat(table.schema().columns())
        .containsExactly(
            ColumnSchema.id("card"),
            ColumnSchema.month("opened"),
            ColumnSchema.numeric("limit"),
            ColumnSchema.categorical("region"),
            ColumnSchema.numeric("later").withRole(ColumnRole.OUTCOME),
            ColumnSchema.label("bad"));
    assertThat(table.format().columnNames())
        .containsExactly("card", "opened", "limit", "region", "branch", "later", "bad");
  }

  @Test
  void aLabelWithPositiveValuesIsReadAsText() {
    var table = with("bad: {type: label}", "bad: {type: label, positive: [y]}").table();

    assertThat(table.schema().column("bad"))
        .isEqualTo(new ColumnSchema("bad", ColumnType.CATEGORICAL, ColumnRole.LABEL));
    assertThat(table.cleaning().columns()).doesNotContainKey("bad");
  }

  @Test
  void aMisspeltKeyIsNamedWithItsPlaceAndTheKeysThatAreKnown() {
    assertWrong("limit: {type: numeric}", "limit: {type: numeric, mini: 0}")
        .hasMessageContaining("at table.columns.limit.mini: the key 'mini' is not known;")
        .hasMessageContaining("the keys here are allowed, knownLater, max, min, missing,");
  }

  @Test
  void anUnknownTypeIsNamedWithItsPlaceAndThoseThatAreKnown() {
    assertWrong("limit: {type: numeric}", "limit: {type: number}")
        .hasMessageContaining("at table.columns.limit.type: 'number' ")
        .hasMessageContainingAll("id", "numeric", "categorical", "month", "label", "skip");
    assertWrong("  columns:", "  duplicates: newest\n  columns:")
        .hasMessageContaining("at table.duplicates: 'newest' ")
        .hasMessageContainingAll("first", "last", "reject");
  }

  @Test
  void aValueOfAnotherKindIsNamedWithItsPlace() {
    assertWrong("limit: {type: numeric}", "limit: {type: numeric, min: low}")
        .hasMessageContaining("at table.columns.limit.min: 'low' ");
    assertWrong("limit: {type: numeric}", "limit: numeric")
        .hasMessageContaining("at table.columns.limit: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"YES, NO", "on, off", "TRUE, False", "Y, n", "007, 1e3"})
  void aTextNeedsNoQuotes(String texts) {
    var values = texts.split(", ");
    var table =
        with("region: {type: categorical}", "region: {type: categorical, allowed: [" + texts + "]}")
            .table();

    assertThat(table.cleaning().columns().get("region"))
        .isEqualTo(ColumnRule.none().withAllowed(values));
  }

  @Test
  void yamlsWordForNothingIsNoText() {
    assertWrong("region: {type: categorical}", "region: {type: categorical, missing: [NULL]}")
        .hasMessageEndingWith(
            "at table.columns.region.missing.[0]: nothing is there, where a text should be; the word"
                + " null takes quotes.");
  }

  @Test
  void theNameOfAColumnToGroupByNeedsNoQuotes() {
    var split =
        Specs.parse(
                "cards.yaml",
                SPEC.replace("region:", "no:")
                    .replace("split: {", "split: {foldsBy: {group: no}, "))
            .split();

    assertThat(split.folding()).isEqualTo(new Folding.Grouped(5, "no"));
  }

  @Test
  void anAnswerIsTrueOrFalse() {
    assertThat(with("  columns:", "  header: true\n  columns:").table().header()).isTrue();
    assertWrong("  columns:", "  header: yes\n  columns:")
        .hasMessageEndingWith("at table.header: 'yes' is there, where true or false should be.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -3})
  void thereAreAtLeastTwoFolds(int folds) {
    assertWrong("split: {", "split: {folds: " + folds + ", ")
        .hasMessageEndingWith(
            "at split: folds is " + folds + "; it takes a whole number from 2 on.");
  }

  @Test
  void aFractionIsNoNumberOfFolds() {
    assertWrong("split: {", "split: {folds: 2.5, ")
        .hasMessageEndingWith("at split.folds: '2.5' is there, where a whole number should be.");
  }

  @Test
  void aNumberOfColumnsIsNotNegative() {
    assertWrong("  columns:", "  minColumns: -1\n  columns:")
        .hasMessageEndingWith("at table: minColumns is -1; it takes a number of columns.");
  }

  @Test
  void scoringNeedsTheColumnsUpToTheLastThatItReads() {
    var table = Specs.parse("cards.yaml", SPEC).table();
    var needed = TableSchema.of(ColumnSchema.id("card"), ColumnSchema.numeric("limit"));

    assertThat(table.scoringFormat(needed)).isEqualTo(table.format().withMinColumns(3));
  }

  @Test
  void aLeastNumberOfColumnsHoldsInScoringToo() {
    var table = with("  columns:", "  minColumns: 6\n  columns:").table();
    var needed = TableSchema.of(ColumnSchema.id("card"), ColumnSchema.numeric("limit"));

    assertThat(table.scoringFormat(needed)).isEqualTo(table.format().withMinColumns(6));
  }

  @Test
  void aColumnHasAType() {
    assertWrong("limit: {type: numeric}", "limit: {min: 0}")
        .hasMessageEndingWith(
            "at table.columns.limit: every column needs a type: id, numeric, categorical, month,"
                + " label, group or skip.");
  }

  @Test
  void aTableHasOneLabel() {
    assertWrong("bad: {type: label}", "bad: {type: numeric}")
        .hasMessageEndingWith("the table needs exactly one column of type label, and has 0.");
    assertWrong("limit: {type: numeric}", "limit: {type: label}")
        .hasMessageEndingWith("the table needs exactly one column of type label, and has 2.");
    assertWrong("name: cards", "name: cards\nperformance: freddie-mac")
        .hasMessageContaining("the label comes from the performance files");
  }

  @Test
  void aTableHasOneId() {
    assertWrong("opened: {type: month}", "opened: {type: id}")
        .hasMessageEndingWith(
            "at table: the table needs exactly one column of type id, and has 2.");
    assertWrong("card: {type: id}", "card: {type: skip}").hasMessageEndingWith("and has 0.");
  }

  @Test
  void aSplitGoesByAColumnThatIsRead() {
    assertWrong("split: {", "split: {by: closed, ")
        .hasMessageEndingWith("split by 'closed': the table has no such column.");
    assertWrong("split: {", "split: {by: branch, ").hasMessageContaining("no such column");
  }

  @Test
  void aSplitByTimeGoesByMonths() {
    assertWrong("split: {", "split: {by: limit, ")
        .hasMessageEndingWith("split by 'limit': it takes a column of type month, or hash.");
  }

  @Test
  void rowsWithoutTheMonthOfTheSplitAreRejected() {
    assertThat(Specs.parse("cards.yaml", SPEC).table().cleaning().columns())
        .doesNotContainKey("opened");
    assertThat(with("split: {", "split: {by: opened, ").table().cleaning().columns())
        .containsEntry("opened", ColumnRule.none().withRequired());
  }

  @Test
  void textsForMissingNumbersAndMonthsAreTheReadersToKnow() {
    var table =
        Specs.parse(
                "cards.yaml",
                SPEC.replace("limit: {type: numeric}", "limit: {type: numeric, missing: [NA, -1]}")
                    .replace(
                        "opened: {type: month}", "opened: {type: month, missing: [\"000000\"]}")
                    .replace("{type: categorical}", "{type: categorical, missing: [none]}"))
            .table();

    table.cleaning().checkFit(table.schema());
    assertThat(table.format().missing()).containsExactlyInAnyOrder("NA", "000000");
    assertThat(table.cleaning().columns().get("limit").missing()).containsExactly("-1");
    assertThat(table.cleaning().columns().get("region").missing()).containsExactly("none");
  }

  @Test
  void aKeyIsGivenOnce() {
    assertWrong("name: cards", "name: cards\nname: loans")
        .hasMessage("The spec 'cards.yaml' is wrong: line 2 gives the key 'name' a second time.");
  }

  @Test
  void missingPartsAreNamed() {
    assertWrong("name: cards", "").hasMessageEndingWith("the key 'name' is missing.");
    assertWrong("split: {train: 0.6, validation: 0.2, test: 0.2}", "")
        .hasMessageEndingWith("the key 'split' is missing.");
  }

  @Test
  void whatIsNoYamlIsRefused() {
    assertWrong("split: {", "split: {{").hasMessageContaining("cards.yaml");
  }

  @Test
  void aSpecThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Specs.load("none.yaml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no spec 'none.yaml'; --spec takes freddie-mac or the path of a YAML file.");
  }

  @Test
  void aSpecIsLoadedFromAFile(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("cards.yaml"), SPEC);

    assertThat(Specs.load(file.toString())).isEqualTo(Specs.parse("cards.yaml", SPEC));
  }

  @Test
  void aSpecAndItsTableKeepWhatTheyAreAsJson() {
    for (var spec :
        List.of(Specs.load("freddie-mac"), Specs.load(UCI), Specs.parse("cards.yaml", SPEC))) {
      var table = Specs.tableOf(Specs.toTree(spec.table()));

      assertThat(Specs.fromJson(Specs.toJson(spec))).isEqualTo(spec);
      assertThat(table).isEqualTo(spec.table());
      // Equal maps may differ in order, and files without a header go by it.
      assertThat(table.format()).isEqualTo(spec.table().format());
      assertThat(table.schema()).isEqualTo(spec.table().schema());
    }
  }

  @Test
  void foldsAreStratifiedUnlessTheSpecSaysOtherwise() {
    assertThat(Specs.parse("cards.yaml", SPEC).split().folding())
        .isEqualTo(new Folding.Stratified(5));
    assertThat(with("split: {", "split: {foldsBy: stratified, folds: 4, ").split().folding())
        .isEqualTo(new Folding.Stratified(4));
    assertThat(with("split: {", "split: {by: opened, foldsBy: time, ").split().folding())
        .isEqualTo(new Folding.Forward(5));
    assertThat(with("split: {", "split: {foldsBy: {group: region}, ").split().folding())
        .isEqualTo(new Folding.Grouped(5, "region"));
  }

  @Test
  void theOptionForFoldsWinsOverTheSpec() {
    var byMonth = with("split: {", "split: {by: opened, foldsBy: {group: region}, ");

    assertThat(byMonth.withFoldsBy("").split().folding())
        .isEqualTo(new Folding.Grouped(5, "region"));
    assertThat(byMonth.withFoldsBy("time").split().folding()).isEqualTo(new Folding.Forward(5));
    assertThat(byMonth.withFoldsBy("stratified").split().folding())
        .isEqualTo(new Folding.Stratified(5));
    assertThat(byMonth.withFoldsBy("group:branch").split().folding())
        .isEqualTo(new Folding.Grouped(5, "branch"));
  }

  @Test
  void aGroupThatIsSkippedIsReadWhenFoldsGoByItAndIsNoFeature() {
    var name = "pre_harp_loan_sequence_number";
    var spec = Specs.load("freddie-mac");
    var grouped = spec.withFoldsBy("group:" + name);
    var plan = FeaturePlan.of(MissingIndicator.of(name));

    assertThat(spec.table().schema().contains(name)).isFalse();
    assertThat(grouped.table().schema().column(name))
        .isEqualTo(new ColumnSchema(name, ColumnType.TEXT, ColumnRole.BOOKKEEPING));
    assertThat(grouped.table().format()).isEqualTo(spec.table().format());
    assertThat(Specs.fromJson(Specs.toJson(grouped))).isEqualTo(grouped);
    assertThatThrownBy(() -> plan.check(grouped.table().schema()))
        .hasMessageContaining("can't be a feature");
  }

  @Test
  void aGroupIsAColumnOfTexts() {
    assertWrong("split: {", "split: {foldsBy: {group: town}, ")
        .hasMessageEndingWith("folds grouped by 'town': the table has no such column.");
    for (var column : List.of("limit", "opened", "bad")) {
      assertWrong("split: {", "split: {foldsBy: {group: " + column + "}, ")
          .hasMessageEndingWith(
              "folds grouped by '"
                  + column
                  + "': it takes a column of type group or categorical, or one to skip.");
    }
  }

  @Test
  void foldsByTimeNeedASplitByAMonth() {
    assertWrong("split: {", "split: {foldsBy: time, ")
        .hasMessageEndingWith(
            "at split: folds by time need a split by a month column, and this one goes by hash.");
  }

  @Test
  void otherWaysToMakeFoldsAreRefused() {
    for (var foldsBy : List.of("weekday", "{grup: region}", "{group: [region]}", "[time]")) {
      assertWrong("split: {", "split: {foldsBy: " + foldsBy + ", ")
          .hasMessageContaining("at split: folds are made by stratified, time or a group");
    }
  }

  @Test
  void anOptionForFoldsThatCanNotBeIsNamed() {
    var spec = Specs.parse("cards.yaml", SPEC);

    assertThatThrownBy(() -> spec.withFoldsBy("time"))
        .hasMessage(
            "--foldsBy=time can't be done: folds by time need a split by a month column, and this"
                + " one goes by hash.");
    assertThatThrownBy(() -> spec.withFoldsBy("group:town"))
        .hasMessage(
            "--foldsBy=group:town can't be done: folds grouped by 'town': the table has no such"
                + " column.");
    assertThatThrownBy(() -> spec.withFoldsBy("wekday"))
        .hasMessage(
            "--foldsBy=wekday can't be done: folds are made by stratified, time or a group (with"
                + " the name of a column), and not by \"wekday\".");
  }
}
