package io.risknet.runners;

import io.risknet.transforms.records.Progress;
import io.risknet.transforms.tuning.SearchProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a run has come: a bar on a terminal, a line from time to time elsewhere. */
final class ProgressDisplay implements AutoCloseable {
  private static final int LINE_SECONDS = 5;
  private static final int BAR_MILLIS = 250;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "risknet-progress");
            thread.setDaemon(true);
            return thread;
          });
  private final Display display;

  private ProgressDisplay(Display display) {
    this.display = display;
  }

  /** Shows the run in this JVM until closed. */
  static ProgressDisplay start(PrintStream out) {
    Progress.reset();
    SearchProgress.jvm().reset();
    return start(RunProgress::ofThisJvm, BAR_MILLIS, out);
  }

  /** Shows the run that other processes carry out, by the ledger in its output, until closed. */
  static ProgressDisplay follow(String output, PrintStream out) {
    var ledger = new LedgerProgress(output);
    return start(ledger::now, LINE_SECONDS * 1000, out);
  }

  private static ProgressDisplay start(
      Supplier<RunProgress> source, int barMillis, PrintStream out) {
    // The launcher knows; Java says nothing reliable about where standard output goes.
    boolean terminal = Boolean.getBoolean("risknet.terminal");
    var progress = new ProgressDisplay(terminal ? new Bar() : new Lines(out));
    int every = terminal ? barMillis : LINE_SECONDS * 1000;
    var unused =
        progress.timer.scheduleAtFixedRate(
            () -> progress.display.show(source.get()), every, every, TimeUnit.MILLISECONDS);
    return progress;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    display.close();
  }

  private interface Display {
    void show(RunProgress state);

    void close();
  }

  private static final class Bar implements Display {
    private ProgressBar bar;
    private String task = "";

    @Override
    public void show(RunProgress state) {
      if (!state.task().equals(task)) {
        close();
        task = state.task();
        bar =
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(state.total())
                .setUpdateIntervalMillis(BAR_MILLIS)
                .build();
      }
      bar.maxHint(state.total());
      bar.stepTo(state.done());
      bar.setExtraMessage(state.extra());
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }

  private static final class Lines implements Display {
    private final PrintStream out;
    private final long start = System.nanoTime();
    private String last = "";

    Lines(PrintStream out) {
      this.out = out;
    }

    @Override
    public void show(RunProgress state) {
      var line =
          "%s %d of %d %s".formatted(state.task(), state.done(), state.total(), state.extra());
      if (!line.equals(last) && state.total() > 0) {
        last = line;
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        out.printf(Locale.ROOT, "[%3d s] %s%n", seconds, line.strip());
      }
    }

    @Override
    public void close() {}
  }
}
