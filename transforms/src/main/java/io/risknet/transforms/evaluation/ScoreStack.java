package io.risknet.transforms.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges many distributions: a stack of them, each smaller than the one beneath, so that each is
 * merged with its like, and n rows cost n log n and not n a batch.
 */
final class ScoreStack {
  private final List<ScoreDistribution> stack = new ArrayList<>();

  void add(ScoreDistribution scores) {
    var top = scores;
    while (!stack.isEmpty() && stack.get(stack.size() - 1).size() <= top.size()) {
      top = top.merge(stack.remove(stack.size() - 1));
    }
    stack.add(top);
  }

  /** Takes all that was added. */
  ScoreDistribution take() {
    var total = ScoreDistribution.empty();
    while (!stack.isEmpty()) {
      total = total.merge(stack.remove(stack.size() - 1));
    }
    return total;
  }
}
