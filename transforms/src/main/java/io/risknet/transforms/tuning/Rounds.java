package io.risknet.transforms.tuning;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import io.risknet.transforms.training.Parameter;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long a learner is trained: the numbers of rounds at which a trial is judged. One training
 * serves them all.
 *
 * <pre>{@code
 * Rounds.of(50, 100)
 * Rounds.upTo(500, 25).withPatience(50)   // in a spec: {max: 500, every: 25, patience: 50}
 * }</pre>
 *
 * @param checkpoints the numbers of rounds, ascending
 * @param patience a fold's training stops early when the objective on its held-out rows was not
 *     better for so many rounds; 0 for never
 */
public record Rounds(List<Integer> checkpoints, int patience) implements Serializable {
  private static final Parameter ROUNDS = Parameter.whole("rounds", 1, 10_000);
  private static final ImmutableSet<String> KEYS = ImmutableSet.of("max", "every", "patience");

  /** Checks the numbers. */
  public Rounds {
    checkArgument(
        !checkpoints.isEmpty(),
        "The search names no rounds; add the numbers of trees, such as rounds: [50, 100].");
    for (int number : checkpoints) {
      checkArgument(
          ROUNDS.allows(number), "The rounds list %s; they take %s.", number, ROUNDS.range());
    }
    checkArgument(patience >= 0, "The patience is a number of rounds, not %s.", patience);
    checkArgument(
        ImmutableSet.copyOf(checkpoints).size() == checkpoints.size(),
        "The rounds %s hold a number twice; list it once.",
        checkpoints);
    checkpoints = checkpoints.stream().sorted().toList();
  }

  /** These numbers of rounds. */
  public static Rounds of(int... rounds) {
    return new Rounds(IntStream.of(rounds).boxed().toList(), 0);
  }

  /** Every so many rounds up to a number, and at that. */
  public static Rounds upTo(int max, int every) {
    checkArgument(
        every >= 1 && max >= 1, "Rounds up to %s, every %s, are none; give 1 or more.", max, every);
    checkArgument(ROUNDS.allows(max), "The rounds go up to %s; they take %s.", max, ROUNDS.range());
    var steps = IntStream.iterate(every, n -> n < max, n -> n + every).boxed();
    return new Rounds(Streams.concat(steps, IntStream.of(max).boxed()).toList(), 0);
  }

  /** The same, stopping early. */
  public Rounds withPatience(int newPatience) {
    return new Rounds(checkpoints, newPatience);
  }

  /**
   * Reads rounds: a number, a list, or {@code {max: 500, every: 25, patience: 50}}.
   *
   * @throws IllegalArgumentException when they have another form
   */
  static Rounds fromJson(JsonNode node) {
    if (!node.isObject()) {
      var list = node.isMissingNode() ? List.<JsonNode>of() : node.isArray() ? node : List.of(node);
      return new Rounds(Streams.stream(list).map(number -> whole("rounds", number)).toList(), 0);
    }
    JsonKeys.check("rounds", node, KEYS);
    int max = whole("max", node.path("max"));
    return upTo(max, node.has("every") ? whole("every", node.path("every")) : 10)
        .withPatience(node.has("patience") ? whole("patience", node.path("patience")) : 0);
  }

  private static int whole(String name, JsonNode node) {
    checkArgument(
        node.canConvertToExactIntegral() && node.canConvertToInt(),
        "The search gives %s for %s; it takes %s.",
        node.isMissingNode() ? "nothing" : node,
        name,
        ROUNDS.range());
    return node.intValue();
  }

  /** The greatest number of rounds. */
  int max() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  /** The checkpoints up to a number of rounds, and that number. */
  List<Integer> upTo(int limit) {
    return Streams.concat(
            checkpoints.stream().filter(number -> number < limit), IntStream.of(limit).boxed())
        .toList();
  }
}
