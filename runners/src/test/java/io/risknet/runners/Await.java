package io.risknet.runners;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does. */
final class Await {
  private static final Duration POLL = Duration.ofMillis(50);

  private Await() {}

  /** Waits until something is so, and fails when it is not in time. */
  static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + patience + ": " + what);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
