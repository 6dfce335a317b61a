package io.risknet.transforms.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The folds made ready in this JVM, shared by all its threads: each is made once. Two are held, and
 * more while together they are small, so that the stages of a search find them again; the least
 * recently used gives way. A fold in use stays until its last user lets go. Rows that a learner
 * can't take are refused each time without being read again.
 *
 * <pre>{@code
 * try (var lease = FoldCache.jvm().lease(key, () -> learner.prepare(train, heldOut))) {
 *   lease.fold().train(training, checkpoints);
 * }
 * }</pre>
 */
public final class FoldCache {
  /** What is native does not count against the heap, but who gives little heap has little. */
  private static final FoldCache JVM = new FoldCache(2, Runtime.getRuntime().maxMemory() / 4);

  private final int held;
  private final long smallBytes;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A cache of its own.
   *
   * @param held so many folds are held whatever their size
   * @param smallBytes more are held while all together take no more than this
   */
  FoldCache(int held, long smallBytes) {
    this.held = held;
    this.smallBytes = smallBytes;
  }

  /** The cache of this JVM. */
  public static FoldCache jvm() {
    return JVM;
  }

  /**
   * What decides over the content of a fold.
   *
   * @param training the fingerprint of the training rows
   * @param fits the fingerprint of the fitted features
   * @param learner the learner's identity
   * @param share of the training rows
   * @param fold the fold held out
   */
  public record Key(
      DataFingerprint training, String fits, String learner, double share, int fold) {}

  /**
   * The fold of a key, made by {@code make} when it is not there; other threads that want it wait
   * meanwhile.
   *
   * @throws MissingValueException when {@code make} throws it, now or before
   */
  public Lease lease(Key key, Supplier<FoldData> make) {
    Entry entry;
    synchronized (this) {
      entry = entries.computeIfAbsent(key, unused -> new Entry());
      entry.users++;
      // Before it is made, so that there are never more large ones at once.
      trim();
    }
    try {
      return new Lease(entry, entry.get(make));
    } catch (RuntimeException | Error e) {
      release(entry);
      throw e;
    }
  }

  /** Frees every fold that is not in use. */
  public synchronized void clear() {
    evict(() -> true);
  }

  private synchronized void release(Entry entry) {
    entry.users--;
    trim();
  }

  private void trim() {
    evict(() -> entries.size() > held && bytes() > smallBytes);
  }

  private long bytes() {
    return entries.values().stream().mapToLong(entry -> entry.bytes).sum();
  }

  private void evict(BooleanSupplier condition) {
    var oldestFirst = entries.values().iterator();
    while (condition.getAsBoolean() && oldestFirst.hasNext()) {
      var entry = oldestFirst.next();
      if (entry.users == 0) {
        oldestFirst.remove();
        entry.close();
      }
    }
  }

  /** The right to use a fold until it is closed. */
  public final class Lease implements AutoCloseable {
    private final Entry entry;
    private final FoldData fold;

    private Lease(Entry entry, FoldData fold) {
      this.entry = entry;
      this.fold = fold;
    }

    /** The fold. */
    public FoldData fold() {
      return fold;
    }

    @Override
    public void close() {
      release(entry);
    }
  }

  /** A fold and the number of its users, which the cache's lock guards. */
  private static final class Entry {
    private int users;
    private FoldData fold;
    private Optional<MissingValueException> refusal = Optional.empty();

    /** 0 until it is made. */
    private volatile long bytes;

    synchronized FoldData get(Supplier<FoldData> make) {
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      if (fold == null) {
        fold = madeBy(make);
        bytes = fold.bytes();
      }
      return fold;
    }

    private FoldData madeBy(Supplier<FoldData> make) {
      try {
        return make.get();
      } catch (MissingValueException e) {
        refusal = Optional.of(e);
        throw e;
      }
    }

    synchronized void close() {
      if (fold != null) {
        fold.close();
      }
    }
  }
}
