package io.risknet.runners.cluster;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.MemorySize;

/** The JVM of a JobManager or worker. */
public final class NodeJvm {
  /** Of a heap that was asked for the JVM keeps back a little, depending on its collector. */
  private static final double TOLERANCE = 0.15;

  private NodeJvm() {}

  /**
   * The options that each of them gets, beside those that bound its memory. What Flink and Beam
   * reflect into, the jar's manifest opens.
   */
  static List<String> options(List<String> memory) {
    return ImmutableList.<String>builder().addAll(memory).add("-XX:+UseParallelGC").build();
  }

  /**
   * That this JVM was started with those options.
   *
   * @throws IllegalArgumentException when it has another heap
   */
  static void check(List<String> options, String node) {
    var heap =
        options.stream().filter(option -> option.startsWith("-Xmx")).findFirst().orElseThrow();
    long wanted = MemorySize.parse(heap.substring("-Xmx".length())).getBytes();
    long has = Runtime.getRuntime().maxMemory();
    checkArgument(
        Math.abs(has - wanted) < TOLERANCE * wanted,
        "This JVM was started with a heap of %s MiB, and the %s wants %s; start it by ./risknet, or"
            + " give java what the same command prints with --printJvmOptions.",
        has >> 20,
        node,
        heap);
  }

  /**
   * A size such as {@code 4g}, or a share such as {@code 80%} of what this machine or container
   * has.
   *
   * @throws IllegalArgumentException naming the option when it is neither
   */
  public static MemorySize memory(String option, String size) {
    try {
      if (size.endsWith("%")) {
        double percent = Double.parseDouble(size.substring(0, size.length() - 1));
        checkArgument(percent > 0 && percent <= 100);
        return new MemorySize((long) (machineBytes() * percent / 100));
      }
      return MemorySize.parse(size.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s=%s is no size; write it as 4g, 3500m or 80%%.".formatted(option, size), e);
    }
  }

  private static long machineBytes() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
