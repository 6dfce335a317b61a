package io.risknet.transforms.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/** Draws the rows of a distribution anew, again and again; each as often as Poisson(1) says. */
final class Resampling {
  /** More rows than that are drawn in halves, as the sampler gives an int. */
  private static final long MOST_AT_ONCE = 1 << 29;

  private final ScoreDistribution scores;
  private final UniformRandomProvider random;
  private final DiscreteSampler[] few = new DiscreteSampler[64];
  private final Map<Long, DiscreteSampler> many = new HashMap<>();

  Resampling(ScoreDistribution scores, long seed) {
    this.scores = scores;
    this.random = new SplittableRandom(seed)::nextLong;
    for (int rows = 1; rows < few.length; rows++) {
      few[rows] = PoissonSampler.of(random, rows);
    }
  }

  ScoreDistribution next() {
    var builder = new ScoreDistribution.Builder(scores.size(), scores.isSingle());
    for (int i = 0; i < scores.size(); i++) {
      long positives = draw(scores.positives(i));
      long negatives = draw(scores.negatives(i));
      if (positives + negatives > 0) {
        builder.add(scores.score(i), positives, negatives);
      }
    }
    return builder.build(0, 0);
  }

  /** The sum of so many Poisson(1), which is Poisson itself. */
  private long draw(long rows) {
    if (rows == 0) {
      return 0;
    }
    if (rows < few.length) {
      return few[(int) rows].sample();
    }
    if (rows > MOST_AT_ONCE) {
      return draw(rows / 2) + draw(rows - rows / 2);
    }
    return many.computeIfAbsent(rows, mean -> PoissonSampler.of(random, mean)).sample();
  }
}
