package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;

/** What halving gives to few trials only. */
public enum Resource {
  /** Training rounds: a trial that is given more goes on where it was. */
  ROUNDS {
    @Override
    Budget budget(int rung, double share, Rounds rounds, boolean mayGoOn) {
      int limit = (int) Math.max(1, Math.round(share * rounds.max()));
      boolean cutOff = !rounds.checkpoints().contains(limit);
      return new Budget(rung, 1, rounds.upTo(limit), mayGoOn, cutOff);
    }

    @Override
    double share(double amount, SearchSpace space) {
      int most =
          space.learners().values().stream().mapToInt(each -> each.rounds().max()).max().orElse(1);
      checkArgument(
          amount >= 1 && amount <= most,
          "The least resources are from 1 to the %s rounds of the search, not %s.",
          String.valueOf(most),
          amount);
      return amount / most;
    }

    @Override
    double least(SearchSpace space) {
      return share(1, space);
    }
  },

  /** A share of the training rows: a trial that is given more starts over. */
  ROWS {
    @Override
    Budget budget(int rung, double share, Rounds rounds, boolean mayGoOn) {
      return new Budget(rung, share, rounds.checkpoints(), false);
    }

    @Override
    double share(double amount, SearchSpace space) {
      checkArgument(
          amount > 0 && amount <= 1,
          "The least resources are a share of the rows, above 0 and up to 1, not %s.",
          amount);
      return amount;
    }

    @Override
    double least(SearchSpace space) {
      return 0;
    }
  };

  /** What a share of the resource allows. */
  abstract Budget budget(int rung, double share, Rounds rounds, boolean mayGoOn);

  /** The least share that tells trials apart: one round; of rows whatever there is. */
  abstract double least(SearchSpace space);

  /**
   * The share that an amount is of what a trial is given at most. Of learners with other numbers of
   * rounds each is given this share of its own, so that the amount is that of the longest.
   */
  abstract double share(double amount, SearchSpace space);

  /** The candidates that these points are on a rung. */
  List<Candidate> candidates(
      List<Point> points, SearchSpace space, int rung, double share, boolean mayGoOn) {
    return points.stream()
        .map(point -> new Candidate(point, budget(rung, share, space.rounds(point), mayGoOn)))
        .toList();
  }
}
