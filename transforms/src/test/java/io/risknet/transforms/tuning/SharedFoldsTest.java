package io.risknet.transforms.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.risknet.transforms.testing.BeamTest;
import io.risknet.transforms.training.FoldData;
import io.risknet.transforms.training.LabelledRows;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five trials on two folds. */
@BeamTest
class SharedFoldsTest {
  private static final AtomicInteger PREPARED = new AtomicInteger();

  @TempDir private Path output;

  /** Counts how often a fold is made ready for training. */
  private record Counting() implements MadeUpLearner {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public FoldData prepare(LabelledRows train, LabelledRows heldOut) {
      PREPARED.incrementAndGet();
      return MadeUpLearner.super.prepare(train, heldOut);
    }

    @Override
    public float[] probabilities(double number, float[] labels) {
      return labels;
    }
  }

  @BeforeEach
  void forget() {
    PREPARED.set(0);
  }

  @Test
  void allTrialsShareAFold() {
    var leaderboard =
        SmallSearch.run(output, UnaryOperator.identity(), new Counting().with(1, 2, 3, 4, 5));

    assertThat(leaderboard.rows()).hasSize(5);
    assertThat(PREPARED).hasValue(2);
  }
}
