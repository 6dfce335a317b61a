package io.risknet.pipelines.run;

import io.risknet.transforms.records.Reject;
import java.util.regex.Pattern;

/**
 * Why rows were left out, whatever their values.
 *
 * @param stage the step that left them out
 * @param column the column that is to blame, or empty when the whole line is
 * @param reason words that continue "Left out because ..."
 */
public record RejectReason(String stage, String column, String reason) {
  /** Such as {@code 70 is above 65} and {@code 'x' is no number}. */
  private static final Pattern VALUE = Pattern.compile("^(?:'.*'|\\S+) is ", Pattern.DOTALL);

  /** The reason of a reject. */
  static RejectReason of(Reject reject) {
    return new RejectReason(
        reject.stage(),
        reject.column(),
        VALUE.matcher(reject.reason()).replaceFirst("the value is "));
  }
}
