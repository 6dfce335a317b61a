package io.risknet.pipelines.run;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.Streams.stream;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;

/**
 * Why lines and rows were rejected: part of a manifest.
 *
 * @param rows how many were rejected in all
 * @param reasons the most frequent, {@link #MOST} at most
 * @param untold rows whose reason is not among them: of very many rejects the first are kept with
 *     their reason, and the others are counted
 */
public record RejectReasons(long rows, List<Counted> reasons, long untold) {
  /** With more nobody would read them. */
  static final int MOST = 50;

  /**
   * A reason, and how many rows were rejected for it.
   *
   * @param reason why
   * @param rows how many, of those that were kept with their reason
   */
  public record Counted(RejectReason reason, long rows) {}

  /** Copies the list. */
  public RejectReasons {
    reasons = List.copyOf(reasons);
  }

  /**
   * The most frequent reasons.
   *
   * @param counted by {@link CountRejects}
   * @param tallies of the run
   */
  public static RejectReasons of(
      Iterable<KV<RejectReason, Long>> counted, Map<String, Long> tallies) {
    var reasons =
        stream(counted)
            .map(count -> new Counted(count.getKey(), count.getValue()))
            .sorted(
                Comparator.comparingLong((Counted of) -> -of.rows())
                    .thenComparing(of -> of.reason().toString()))
            .limit(MOST)
            .collect(toImmutableList());
    long all = Tallies.rejected(tallies);
    return new RejectReasons(all, reasons, all - reasons.stream().mapToLong(Counted::rows).sum());
  }
}
