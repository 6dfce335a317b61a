package io.risknet.transforms.evaluation;

import io.risknet.transforms.records.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Combine.CombineFn;

/**
 * Merges the score distributions of batches. The accumulator is a stack of them, each smaller than
 * the one beneath: a batch is merged with its like, so that n rows cost n log n, not n a batch.
 */
final class CollectScoresFn
    extends CombineFn<RecordBatch, List<ScoreDistribution>, ScoreDistribution> {
  private static final long serialVersionUID = 1;

  private final String score;
  private final String label;

  CollectScoresFn(String score, String label) {
    this.score = score;
    this.label = label;
  }

  @Override
  public List<ScoreDistribution> createAccumulator() {
    return new ArrayList<>();
  }

  @Override
  public List<ScoreDistribution> addInput(List<ScoreDistribution> stack, RecordBatch batch) {
    push(stack, ScoreDistribution.of(batch, score, label));
    return stack;
  }

  @Override
  public List<ScoreDistribution> mergeAccumulators(Iterable<List<ScoreDistribution>> stacks) {
    var merged = createAccumulator();
    for (var stack : stacks) {
      push(merged, extractOutput(stack));
    }
    return merged;
  }

  @Override
  public List<ScoreDistribution> compact(List<ScoreDistribution> stack) {
    var compacted = createAccumulator();
    compacted.add(extractOutput(stack));
    return compacted;
  }

  @Override
  public ScoreDistribution extractOutput(List<ScoreDistribution> stack) {
    var total = ScoreDistribution.empty();
    for (int i = stack.size() - 1; i >= 0; i--) {
      total = total.merge(stack.get(i));
    }
    return total;
  }

  private static void push(List<ScoreDistribution> stack, ScoreDistribution next) {
    var top = next;
    while (!stack.isEmpty() && stack.get(stack.size() - 1).size() <= top.size()) {
      top = top.merge(stack.remove(stack.size() - 1));
    }
    stack.add(top);
  }

  @Override
  public Coder<List<ScoreDistribution>> getAccumulatorCoder(
      CoderRegistry registry, Coder<RecordBatch> inputCoder) {
    return ListCoder.of(ScoreDistributionCoder.of());
  }

  @Override
  public Coder<ScoreDistribution> getDefaultOutputCoder(
      CoderRegistry registry, Coder<RecordBatch> inputCoder) {
    return ScoreDistributionCoder.of();
  }
}
