package io.risknet.runners;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does. */
final class Await {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Only a test that fails waits so long; on a busy machine others need some of it. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Await() {}

  /** Waits until something is so, and fails when it is not in time. */
  static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
