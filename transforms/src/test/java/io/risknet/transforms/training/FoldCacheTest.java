package io.risknet.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FoldCacheTest {
  private final FoldCache cache = new FoldCache(2, 30);
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private long foldBytes = 20;

  @Test
  void makesAFoldOnce() {
    use(0);
    use(0);

    assertThat(events).containsExactly("made 0");
  }

  @Test
  void theLeastRecentlyUsedGivesWay() {
    use(0);
    use(1);
    use(0);
    use(2);

    assertThat(events).containsExactly("made 0", "made 1", "closed 1", "made 2");
  }

  @Test
  void foldsStayWhileTogetherTheyAreSmall() {
    foldBytes = 10;
    use(0);
    use(1);
    use(2);
    assertThat(events).containsExactly("made 0", "made 1", "made 2");

    use(3);
    assertThat(events).endsWith("made 3", "closed 0");
    cache.clear();
    assertThat(events).endsWith("closed 1", "closed 2", "closed 3");
  }

  @Test
  void aFoldInUseStaysUntilItsLastUserLetsGo() {
    var first = lease(0);
    var second = lease(0);
    use(1);
    var third = lease(2);
    var fourth = lease(3);
    assertThat(events).containsExactly("made 0", "made 1", "closed 1", "made 2", "made 3");

    first.close();
    assertThat(events).doesNotContain("closed 0");
    second.close();
    assertThat(events).endsWith("closed 0");
    third.close();
    fourth.close();
    assertThat(events).endsWith("closed 0");
    cache.clear();
    assertThat(events).endsWith("closed 2", "closed 3");
  }

  @Test
  void aFoldThatCouldNotBeMadeIsTriedAgain() {
    assertThatThrownBy(
            () ->
                cache.lease(
                    key(0),
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    use(0);

    assertThat(events).containsExactly("made 0");
  }

  @Test
  void rowsThatALearnerCannotTakeAreReadOnce() {
    Supplier<FoldData> refusing =
        () -> {
          events.add("read");
          throw new MissingValueException("no");
        };

    for (int unit = 0; unit < 3; unit++) {
      assertThatThrownBy(() -> cache.lease(key(0), refusing)).hasMessage("no");
    }
    assertThat(events).containsExactly("read");
  }

  @Test
  void threadsThatWantOneFoldAtOnceGetTheSame() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    var asking = new CountDownLatch(8);
    Supplier<FoldData> make =
        () -> {
          // Once all of them ask for it.
          Uninterruptibles.awaitUninterruptibly(asking);
          return make(0);
        };
    Callable<FoldData> task =
        () -> {
          asking.countDown();
          try (var lease = cache.lease(key(0), make)) {
            return lease.fold();
          }
        };
    var folds = threads.invokeAll(Collections.nCopies(8, task));
    threads.shutdown();

    for (var fold : folds) {
      assertThat(fold.get()).isSameAs(folds.get(0).get());
    }
    assertThat(events).containsExactly("made 0");
  }

  private void use(int fold) {
    lease(fold).close();
  }

  private FoldCache.Lease lease(int fold) {
    return cache.lease(key(fold), () -> make(fold));
  }

  private FoldData make(int fold) {
    events.add("made " + fold);
    return new NamedFold(fold);
  }

  private static FoldCache.Key key(int fold) {
    return new FoldCache.Key(DataFingerprint.EMPTY, "fits", "learner", 1, fold);
  }

  private final class NamedFold implements FoldData {
    private final int fold;

    NamedFold(int fold) {
      this.fold = fold;
    }

    @Override
    public long bytes() {
      return foldBytes;
    }

    @Override
    public float[] labels() {
      return new float[0];
    }

    @Override
    public Optional<Training.Snapshot> train(Training training, Checkpoints checkpoints) {
      return Optional.empty();
    }

    @Override
    public void close() {
      events.add("closed " + fold);
    }
  }
}
