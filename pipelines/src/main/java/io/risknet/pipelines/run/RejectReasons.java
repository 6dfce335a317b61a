package io.risknet.pipelines.run;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.Streams.stream;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.risknet.transforms.records.Reject;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    return of(
        stream(counted).map(count -> new Counted(count.getKey(), count.getValue())),
        Tallies.rejected(tallies));
  }

  /** The most frequent reasons in the files that a run wrote into {@code rejects/}. */
  public static RejectReasons read(OutputDirectory output) throws IOException {
    var rejects = CsvFiles.readRejects(output.below("rejects"));
    var counted = rejects.stream().collect(groupingBy(RejectReason::of, counting()));
    return of(
        counted.entrySet().stream().map(count -> new Counted(count.getKey(), count.getValue())),
        rejects.stream().mapToLong(Reject::rows).sum());
  }

  private static RejectReasons of(Stream<Counted> counted, long all) {
    var reasons =
        counted
            .sorted(
                Comparator.comparingLong((Counted of) -> -of.rows())
                    .thenComparing(of -> of.reason().toString()))
            .limit(MOST)
            .collect(toImmutableList());
    return new RejectReasons(all, reasons, all - reasons.stream().mapToLong(Counted::rows).sum());
  }
}
