import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The floor for reading: counts lines and delimiters of files with as many threads as processors,
 * eight bytes at a time, and does nothing else. Knows nothing of RiskNet.
 *
 * <p>java benchmarks/ByteScan.java FILE... prints seconds, bytes and lines of the second of two passes, so
 * that neither a cold file cache nor a cold JVM makes the floor look high.
 */
final class ByteScan {
  private static final int BLOCK = 1 << 22;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long NEWLINES = ONES * '\n';
  private static final long PIPES = ONES * '|';

  public static void main(String[] files) throws Exception {
    double seconds = 0;
    long lines = 0;
    long bytes = 0;
    for (int pass = 0; pass < 2; pass++) {
      long start = System.nanoTime();
      lines = 0;
      bytes = 0;
      for (var file : files) {
        lines += scan(Path.of(file));
        bytes += Path.of(file).toFile().length();
      }
      seconds = (System.nanoTime() - start) / 1e9;
    }
    System.out.printf("%.3f %d %d%n", seconds, bytes, lines);
  }

  private static long scan(Path file) throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    var pool = Executors.newFixedThreadPool(threads);
    var next = new AtomicLong();
    var tasks = new ArrayList<Callable<Long>>();
    for (int i = 0; i < threads; i++) {
      tasks.add(() -> scanBlocks(file, next));
    }
    long lines = 0;
    for (var result : pool.invokeAll(tasks)) {
      lines += result.get();
    }
    pool.shutdown();
    return lines;
  }

  private static long scanBlocks(Path file, AtomicLong next) throws IOException {
    long lines = 0;
    long fields = 0;
    var buffer = ByteBuffer.allocateDirect(BLOCK);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      for (long at; (at = next.getAndAdd(BLOCK)) < size; ) {
        buffer.clear();
        int length = channel.read(buffer, at);
        int i = 0;
        for (; i + 8 <= length; i += 8) {
          long word = buffer.getLong(i);
          lines += count(word ^ NEWLINES);
          fields += count(word ^ PIPES);
        }
        for (; i < length; i++) {
          lines += buffer.get(i) == '\n' ? 1 : 0;
        }
      }
    }
    return fields < 0 ? fields : lines;
  }

  /** Zero bytes of a word. */
  private static int count(long word) {
    long low = (word & ~HIGHS) + ~HIGHS;
    return Long.bitCount(~(low | word | ~HIGHS));
  }
}
