package io.risknet.pipelines.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.risknet.pipelines.options.TrainOptions;
import io.risknet.pipelines.spec.ColumnSpec;
import io.risknet.pipelines.spec.ProtectedColumn;
import io.risknet.pipelines.spec.RunSpec;
import io.risknet.pipelines.spec.SegmentSpec;
import io.risknet.transforms.calibration.PriorCorrection;
import io.risknet.transforms.evaluation.ApprovalRule;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * By what the test rows are evaluated, beside as a whole.
 *
 * @param segments the vintage, where the split goes by time, and those of the spec
 * @param months which of the columns hold months
 * @param protectedColumns whose groups are compared
 * @param approval who is approved when they are, by scores as they are measured
 */
record SegmentPlan(
    List<SegmentSpec> segments,
    List<String> months,
    List<ProtectedColumn> protectedColumns,
    ApprovalRule approval)
    implements Serializable {

  /**
   * The plan of a run.
   *
   * @param spec whose table reads the protected columns
   * @throws IllegalArgumentException naming the option that is wrong
   */
  static SegmentPlan of(
      RunSpec spec, List<ProtectedColumn> protectedColumns, TrainOptions options) {
    var segments = ImmutableList.<SegmentSpec>builder();
    if (!spec.split().by().equals("hash")) {
      segments.add(SegmentSpec.of(spec.split().by()));
    }
    spec.segments().stream()
        .filter(segment -> !segment.column().equals(spec.split().by()))
        .forEach(segments::add);
    return new SegmentPlan(
        segments.build(),
        spec.table().columns().entrySet().stream()
            .filter(column -> column.getValue().type() == ColumnSpec.Kind.MONTH)
            .map(Map.Entry::getKey)
            .collect(toImmutableList()),
        protectedColumns,
        approval(options, spec.keptNegatives()));
  }

  private static ApprovalRule approval(TrainOptions options, double keptNegatives) {
    double share = options.getApprovalRate();
    double threshold = options.getApprovalThreshold();
    checkArgument(
        share > 0 && share <= 1,
        "--approvalRate=%s should be a share of the test rows, above 0 and up to 1.",
        share);
    checkArgument(
        threshold >= 0 && threshold <= 1,
        "--approvalThreshold=%s should be a probability, above 0 and up to 1.",
        threshold);
    return threshold == 0
        ? new ApprovalRule.Share(share)
        // Scores are measured before they are corrected, and the threshold is one of the model.
        : new ApprovalRule.Below(new PriorCorrection(keptNegatives).invert(threshold));
  }

  /** All columns that rows are told apart by, each once. */
  List<SegmentSpec> columns() {
    return Stream.concat(segments.stream(), protectedColumns.stream().map(ProtectedColumn::segment))
        .distinct()
        .toList();
  }

  /** Their names. */
  List<String> names() {
    return columns().stream().map(SegmentSpec::column).toList();
  }
}
