package io.risknet.transforms.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.risknet.transforms.records.RecordBatch;
import io.risknet.transforms.splits.Folds;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturePlanTest {

  @Test
  void isReadAsAnAnalystWritesIt() {
    var plan =
        plan(
            """
            {encode: [
               {numeric: [dti, ltv]},
               {missing-indicator: dti},
               {impute: {columns: [dti], with: mean}},
               {mean-encode: {columns: [state, seller], smoothing: 10}},
               {one-hot/1: {column: servicer}},
               {equal-columns: {left: seller, right: servicer, name: same}},
               {date-parts: {columns: [first_payment], parts: [quarter]}}],
             then: [drop-by-missing-ratio, {drop-by-variance: null}, {drop-by-correlation: 0.8}]}
            """);

    assertThat(plan)
        .isEqualTo(
            FeaturePlan.of(
                    Numeric.of("dti"),
                    Numeric.of("ltv"),
                    MissingIndicator.of("dti"),
                    Impute.mean("dti"),
                    MeanEncode.of("state").withSmoothing(10),
                    MeanEncode.of("seller").withSmoothing(10),
                    OneHot.of("servicer"),
                    EqualColumns.of("seller", "servicer").withName("same"),
                    DateParts.of("first_payment", DateParts.Part.QUARTER))
                .then(DropByMissingRatio.of(), DropByVariance.of(), DropByCorrelation.of(0.8)));
  }

  @Test
  void survivesJson() throws Exception {
    var json = FitFeaturesTest.PLAN.toJson().toString();

    assertThat(FeaturePlan.fromJson(FeatureJson.MAPPER.readTree(json)))
        .isEqualTo(FitFeaturesTest.PLAN);
    assertThat(json).contains("\"mean-encode/1\":{\"column\":\"state\",\"smoothing\":1.0}");
  }

  @Test
  void namesAMisspeltOptionAndThoseThereAre() {
    assertRefused(
        "{encode: [{mean-encode: {columns: [state], smoothnig: 2}}]}",
        "'mean-encode' has no option 'smoothnig'; it has [column (or columns), smoothing].");
  }

  @Test
  void namesAMissingOption() {
    assertRefused(
        "{encode: [{equal-columns: {left: seller}}]}",
        "'equal-columns' needs the option 'right'; it has [left, right, name].");
  }

  @Test
  void namesAnUnknownFeature() {
    assertThatThrownBy(() -> plan("{encode: [{mean-encoding: [state]}]}"))
        .hasMessageContaining("There is no feature or step 'mean-encoding'; known are [")
        .hasMessageContaining("mean-encode/1");
  }

  @Test
  void namesAnOptionOfAnotherType() {
    assertThatThrownBy(() -> plan("{encode: [{mean-encode: {column: state, smoothing: much}}]}"))
        .hasMessageContaining("'mean-encode': smoothing: ");
    assertRefused(
        "{encode: [{mean-encode: {column: state, smoothing: 0}}]}",
        "'mean-encode': The smoothing of column 'state' should be above zero, and is 0.0.");
  }

  @Test
  void tellsStepsFromFeatures() {
    assertRefused(
        "{encode: [{min-max-scale: null}]}", "'min-max-scale' can't stand here: it is no feature.");
    assertRefused(
        "{encode: [{numeric: a}], then: [{numeric: b}]}",
        "'numeric' can't stand here: it is no step.");
    assertRefused("{encodings: []}", "A feature plan has no 'encodings'; it has [encode, then].");
  }

  @Test
  void refusesTwoColumnsOfOneName() {
    assertThatThrownBy(() -> FeaturePlan.of(Impute.mean("dti"), Impute.median("dti")))
        .hasMessage("Two features write a column 'dti:imputed'; take one of them out of the plan.");
  }

  @Test
  void aFeatureIsCalledAsPlansCallIt() {
    assertThat(FeaturePlan.kind(MissingIndicator.of("dti"))).isEqualTo("missing-indicator");
  }

  @Test
  void refusesAnUnknownColumn() {
    assertThatThrownBy(() -> FeaturePlan.of(Numeric.of("dtl")).check(Loans.SCHEMA))
        .hasMessageContaining(
            "Feature 'numeric' reads column 'dtl', which the table does not have; its columns are")
        .hasMessageContaining("dti");
  }

  @Test
  void refusesAColumnThatIsKnownOnlyAfterTheDecision() {
    assertThatThrownBy(() -> FeaturePlan.of(Numeric.of("progress")).check(Loans.SCHEMA))
        .isInstanceOf(LeakageException.class)
        .hasMessage(
            "Column 'progress' can't be a feature ('numeric' reads it): it is known only after the"
                + " decision, so it would leak the outcome. Take it out of the plan.");
  }

  @Test
  void refusesTheLabelAndTheId() {
    assertThatThrownBy(() -> FeaturePlan.of(Numeric.of("default")).check(Loans.SCHEMA))
        .hasMessageContaining("Column 'default' can't be a feature")
        .hasMessageContaining("its role is LABEL");
    assertThatThrownBy(() -> FeaturePlan.of(MissingIndicator.of("loan")).check(Loans.SCHEMA))
        .hasMessageContaining("its role is ID");
  }

  @Test
  void refusesAColumnOfAnotherType() {
    assertThatThrownBy(() -> FeaturePlan.of(MeanEncode.of("dti")).check(Loans.SCHEMA))
        .hasMessage(
            "Feature 'mean-encode' reads columns of type [CATEGORICAL], and column 'dti' is"
                + " NUMERIC. Declare it otherwise, or choose another feature.");
  }

  @Test
  void checksTheTableBeforeItReadsARow() {
    var plan = FeaturePlan.of(Numeric.of("progress"));

    assertThatThrownBy(() -> plan.fit(List.of(Loans.of(5, 1)), 0))
        .hasMessageContaining("known only after the decision");
  }

  @Test
  void refusesTooFewFolds() {
    assertThatThrownBy(() -> fit(MeanEncode.of("state"), Loans.of(5, 1), 2))
        .hasMessageContaining("can't be fitted with 2 folds")
        .hasMessageContaining("Take at least 3.");
    assertThatThrownBy(() -> fit(MeanEncode.of("state"), Loans.of(5, 1), 0))
        .hasMessageContaining("can't be fitted with 0 folds");
    assertThatThrownBy(() -> fit(Numeric.of("dti"), Loans.of(5, 1), 1))
        .hasMessageContaining("can't be fitted with 1 folds");
  }

  @Test
  void refusesRowsWithoutTheirFold() {
    assertThatThrownBy(() -> fit(Numeric.of("dti"), Loans.of(5, 1), 3))
        .hasMessageContaining("need the column 'risknet:fold'");
    var rows = Loans.folded(Loans.of(50, 1), 5, 1);
    assertThatThrownBy(() -> fit(Numeric.of("dti"), rows, 3))
        .hasMessageContaining("Column '" + Folds.COLUMN.name() + "' should hold the folds 0 to 2");
  }

  @Test
  void refusesNoRows() {
    assertThatThrownBy(() -> FeaturePlan.of(Numeric.of("dti")).fit(List.of(), 0))
        .hasMessageContaining("There are no training rows");
  }

  private static FeatureFits fit(Feature<?> feature, RecordBatch rows, int folds) {
    return FeaturePlan.of(feature).fit(List.of(rows), folds);
  }

  private static void assertRefused(String plan, String sentence) {
    assertThatThrownBy(() -> plan(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  /** YAML's flow style is nearly JSON: only the quotes are put in here. */
  private static FeaturePlan plan(String yaml) {
    var json = yaml.replaceAll("([a-z][a-z_/0-9-]*)", "\"$1\"").replace("\"null\"", "null");
    return FeaturePlan.fromJson(read(json));
  }

  private static JsonNode read(String json) {
    try {
      return JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build()
          .readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
