package io.risknet.runners.cluster;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * How the memory of a worker is shared out. XGBoost keeps its matrices outside of the heap, Flink
 * sorts in its managed memory; batches and features on their way to a matrix are on the heap.
 *
 * <pre>{@code
 * WorkerMemory.of(MemorySize.parse("4g"), 2).jvmOptions();  // -Xmx1255m, ...
 * }</pre>
 *
 * @param slots how many tasks the worker runs at a time
 * @param total all that the process may take, in MiB, as all of these
 * @param heap for tasks
 * @param nativeMemory for XGBoost: matrices, bins and gradients
 * @param managed for Flink's sorts
 * @param network for Flink's exchanges
 * @param overhead for the JVM: threads, compiled code
 */
public record WorkerMemory(
    int slots,
    long total,
    long heap,
    long nativeMemory,
    long managed,
    long network,
    long overhead) {

  /** Flink's own work outside of tasks, as it is by default. */
  private static final long FRAMEWORK_HEAP = 128;

  private static final long FRAMEWORK_OFF_HEAP = 128;

  /** The classes of Flink, Beam and RiskNet take some 150 MiB. */
  private static final long METASPACE = 256;

  /** A search shares a slot's managed memory among all the sorts and groupings of its pipeline. */
  private static final long MANAGED_PER_SLOT = 192;

  private static final long LEAST_HEAP = 256;

  /**
   * Shares out: the JVM and Flink get what they need, the sorts an eighth, the network a tenth, and
   * heap and XGBoost one half each of what is left.
   *
   * @throws IllegalArgumentException when it is too little for so many slots, with what would do
   */
  public static WorkerMemory of(MemorySize memory, int slots) {
    checkArgument(slots > 0, "--slots=%s: a worker has at least one slot.", slots);
    long total = memory.getMebiBytes();
    var shared = share(total, slots);
    if (shared.heap() < LEAST_HEAP) {
      long enough = total;
      while (share(enough, slots).heap() < LEAST_HEAP) {
        enough += 128;
      }
      throw new IllegalArgumentException(
          "--memory=%dm is too little for a worker of %d slots; give at least %dm."
              .formatted(total, slots, enough));
    }
    return shared;
  }

  /** What a worker leaves XGBoost, all in MiB; nothing where it is too small to start. */
  public static long nativeMemory(long total, int slots) {
    var shared = share(total, slots);
    return shared.heap() < LEAST_HEAP ? 0 : shared.nativeMemory();
  }

  private static WorkerMemory share(long total, int slots) {
    long overhead = Math.min(Math.max(total / 10, 192), 1024);
    long network = Math.min(Math.max(total / 10, 64L * slots), 1024);
    long managed = Math.max(total / 8, MANAGED_PER_SLOT * slots);
    long left =
        total - overhead - network - managed - METASPACE - FRAMEWORK_HEAP - FRAMEWORK_OFF_HEAP;
    return new WorkerMemory(slots, total, left / 2, left - left / 2, managed, network, overhead);
  }

  /** The options of a JVM that keeps to it. */
  public List<String> jvmOptions() {
    return NodeJvm.options(
        List.of(
            "-Xmx%dm".formatted(heap + FRAMEWORK_HEAP),
            // Flink counts what tasks take outside of the heap as direct memory, whoever takes it.
            "-XX:MaxDirectMemorySize=%dm".formatted(nativeMemory + FRAMEWORK_OFF_HEAP + network),
            "-XX:MaxMetaspaceSize=%dm".formatted(METASPACE)));
  }

  /** The same for Flink, to which a task manager that nobody started for it spells out all. */
  Configuration configuration() {
    return new Configuration()
        .set(TaskManagerOptions.CPU_CORES, (double) slots)
        .set(TaskManagerOptions.NUM_TASK_SLOTS, slots)
        .set(TaskManagerOptions.FRAMEWORK_HEAP_MEMORY, MemorySize.ofMebiBytes(FRAMEWORK_HEAP))
        .set(
            TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY,
            MemorySize.ofMebiBytes(FRAMEWORK_OFF_HEAP))
        .set(TaskManagerOptions.TASK_HEAP_MEMORY, MemorySize.ofMebiBytes(heap))
        .set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(nativeMemory))
        .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(managed))
        .set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(network))
        .set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(network))
        .set(TaskManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(METASPACE))
        .set(TaskManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(overhead))
        .set(TaskManagerOptions.JVM_OVERHEAD_MAX, MemorySize.ofMebiBytes(overhead));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d MiB: heap %d, XGBoost %d, sorts %d, network %d",
        total,
        heap,
        nativeMemory,
        managed,
        network);
  }
}
