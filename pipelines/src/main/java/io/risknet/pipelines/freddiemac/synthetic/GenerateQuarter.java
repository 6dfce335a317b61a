package io.risknet.pipelines.freddiemac.synthetic;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Writes a {@link SyntheticQuarter} as a pair of files: {@code historical_data_2009Q1.txt} and
 * {@code historical_data_time_2009Q1.txt}.
 *
 * <pre>{@code
 * QuarterFiles files =
 *     GenerateQuarter.of(SyntheticQuarter.of("2009Q1").withLoans(200_000))
 *         .withOverwrite(true)
 *         .withProgress(loans -> bar.stepTo(loans))
 *         .write(Path.of("data"));
 * }</pre>
 *
 * <p>Files appear under their names when both are whole, the origination file last. A run that
 * fails or is killed leaves at most {@code .part} files behind.
 *
 * <p>Immutable; the number of threads changes the time a run takes and nothing else.
 */
public final class GenerateQuarter {
  // Enough to keep all threads busy while the finished blocks in front are being written.
  private static final int SPARE_BLOCKS = 2;

  private final SyntheticQuarter quarter;
  private final int threads;
  private final boolean overwrite;
  private final LongConsumer progress;

  private GenerateQuarter(
      SyntheticQuarter quarter, int threads, boolean overwrite, LongConsumer progress) {
    this.quarter = quarter;
    this.threads = threads;
    this.overwrite = overwrite;
    this.progress = progress;
  }

  /** Uses every processor, refuses to overwrite and keeps silent. */
  public static GenerateQuarter of(SyntheticQuarter quarter) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new GenerateQuarter(quarter, processors, false, loans -> {});
  }

  /**
   * Renders on this many threads.
   *
   * @throws IllegalArgumentException if it is less than one
   */
  public GenerateQuarter withThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads can do no work: give one or more.");
    }
    return new GenerateQuarter(quarter, threads, overwrite, progress);
  }

  /** Whether files that are there already are replaced; otherwise they stop the run. */
  public GenerateQuarter withOverwrite(boolean overwrite) {
    return new GenerateQuarter(quarter, threads, overwrite, progress);
  }

  /**
   * Tells, from the writing thread and every few hundred loans, how many loans are written so far.
   */
  public GenerateQuarter withProgress(LongConsumer loansWritten) {
    return new GenerateQuarter(quarter, threads, overwrite, loansWritten);
  }

  /**
   * Writes both files into a directory, which is made if need be.
   *
   * @throws java.nio.file.FileAlreadyExistsException if one of the files is there already
   * @throws InterruptedIOException if the thread is interrupted
   */
  public QuarterFiles write(Path outputDir) throws IOException {
    Path loans = outputDir.resolve(quarter.loansFile());
    Path performance = outputDir.resolve(quarter.performanceFile());
    Files.createDirectories(outputDir);
    try (PartFile loansPart = PartFile.of(loans, overwrite);
        PartFile performancePart = PartFile.of(performance, overwrite)) {
      double dirty = quarter.dirtyFraction();
      DirtyLines loanLines = DirtyLines.ofLoans(loansPart.out(), dirty, quarter.seed());
      DirtyLines rows = DirtyLines.ofPerformance(performancePart.out(), dirty, quarter.seed());
      render(loanLines, rows);
      if (overwrite) {
        // Loans of one run must not stand beside rows of another, should the moves be cut in two.
        Files.deleteIfExists(loans);
      }
      performancePart.publish(overwrite);
      loansPart.publish(overwrite);
      return new QuarterFiles(
          loans,
          performance,
          loanLines.lines(),
          rows.lines(),
          loanLines.dirty() + rows.dirty(),
          Files.size(loans) + Files.size(performance));
    }
  }

  private void render(DirtyLines loans, DirtyLines rows) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Deque<LoanBlock> idle = new ArrayDeque<>();
      for (int i = 0; i < threads + SPARE_BLOCKS; i++) {
        idle.add(new LoanBlock(quarter));
      }
      Deque<Future<LoanBlock>> running = new ArrayDeque<>();
      for (int first = 1; first <= quarter.loans() || !running.isEmpty(); ) {
        while (!idle.isEmpty() && first <= quarter.loans()) {
          running.add(submit(pool, idle.remove(), first));
          first += LoanBlock.LOANS;
        }
        LoanBlock done = await(running.remove());
        loans.write(done.loans());
        rows.write(done.performance());
        progress.accept(done.last());
        idle.add(done);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Future<LoanBlock> submit(ExecutorService pool, LoanBlock block, int first) {
    int last = Math.min(quarter.loans(), first + LoanBlock.LOANS - 1);
    return pool.submit(() -> block.render(first, last));
  }

  private static LoanBlock await(Future<LoanBlock> block) throws InterruptedIOException {
    try {
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Generating was interrupted; no file was written.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("A block of loans could not be generated.", e.getCause());
    }
  }
}
