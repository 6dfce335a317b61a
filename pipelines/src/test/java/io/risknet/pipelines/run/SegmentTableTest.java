package io.risknet.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.pipelines.spec.SegmentSpec;
import io.risknet.transforms.evaluation.ScoreDistribution;
import io.risknet.transforms.evaluation.Segment;
import io.risknet.transforms.evaluation.SegmentEvaluation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentTableTest {
  private static final SegmentSpec BANDS = new SegmentSpec("score", List.of(620.0, 700.0));

  /** So many rows, the first of label 1. */
  private static SegmentEvaluation segment(String value, int rows) {
    var scores = IntStream.range(0, rows).mapToDouble(i -> i / 100.0).toArray();
    var labels = IntStream.range(0, rows).mapToDouble(i -> i == 0 ? 1 : 0).toArray();
    return SegmentEvaluation.of(new Segment("score", value), ScoreDistribution.of(scores, labels));
  }

  private static List<String> values(SegmentTable table) {
    return table.segments().stream().map(of -> of.segment().value()).toList();
  }

  @Test
  void theLargestSegmentComesFirst() {
    var table =
        SegmentTable.of(
            SegmentSpec.of("state"),
            List.of(segment("TX", 2), segment("CA", 3), segment("AK", 2)),
            false);

    assertThat(table.ordered()).isFalse();
    assertThat(values(table)).containsExactly("CA", "AK", "TX");
    assertThat(table.rest()).isEmpty();
  }

  @Test
  void bandsAscendWithMissingLast() {
    var table =
        SegmentTable.of(
            BANDS,
            List.of(
                segment("", 9),
                segment("700 and above", 1),
                segment("620 to below 700", 4),
                segment("below 620", 2)),
            false);

    assertThat(values(table)).containsExactly("below 620", "620 to below 700", "700 and above", "");
  }

  @Test
  void quartersFollowOneAnother() {
    var table =
        SegmentTable.of(
            SegmentSpec.of("opened"),
            List.of(segment("2010Q1", 9), segment("2009Q4", 1), segment("2009Q3", 5)),
            true);

    assertThat(values(table)).containsExactly("2009Q3", "2009Q4", "2010Q1");
  }

  @Test
  void ofVeryManyTheLargestAreToldAndTheOthersAreCounted() {
    var many = IntStream.range(0, 53).mapToObj(i -> segment("zip " + i, i < 3 ? 2 : 4)).toList();
    var table = SegmentTable.of(SegmentSpec.of("zip"), many, false);

    assertThat(table.segments()).hasSize(50);
    assertThat(table.rest()).contains(new SegmentTable.Rest(3, 6, 3));
  }
}
