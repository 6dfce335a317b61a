package io.risknet.pipelines.spec;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.risknet.transforms.features.FeaturePlan;
import java.util.Map;

/**
 * What {@code risknet ablation} trains on, and what others published of the same.
 *
 * @param sets the feature sets by name, in the order in which they are told of
 * @param published figures to draw beside them
 */
public record AblationSpec(Map<String, FeatureSet> sets, PublishedResults published) {
  /** Of specs that say nothing of it. */
  public static final AblationSpec NONE = new AblationSpec(Map.of(), PublishedResults.NONE);

  /** A name is one of a directory, too. */
  private static final String NAME = "\\w[\\w-]*";

  /** Checks that names can be those of directories, and that figures stand beside a set. */
  public AblationSpec {
    sets = sets == null ? Map.of() : ImmutableMap.copyOf(sets);
    published = published == null ? PublishedResults.NONE : published;
    for (var name : sets.keySet()) {
      checkArgument(
          name.matches(NAME),
          "the feature set '%s' should be called by letters, digits, - and _, as its directory will be",
          name);
    }
    for (var figures : published.figures().entrySet()) {
      var beside = figures.getValue().beside();
      checkArgument(
          beside.isEmpty() || sets.containsKey(beside.get()),
          "the published figures '%s' stand beside '%s', which is no feature set",
          figures.getKey(),
          beside.orElse(""));
    }
  }

  /**
   * The plans of a set.
   *
   * @param name of the set; blank for all features
   * @param all the plans that the spec's features make
   * @throws IllegalArgumentException when there is no such set, or it takes what is not there
   */
  public Map<String, FeaturePlan> select(String name, Map<String, FeaturePlan> all) {
    if (name.isEmpty()) {
      return all;
    }
    checkArgument(
        sets.containsKey(name),
        "There is no feature set '%s'; those of the spec's ablation are %s.",
        name,
        sets.keySet());
    var set = sets.get(name);
    set.check(name, all.values());
    return ImmutableMap.copyOf(Maps.transformValues(all, plan -> set.select(name, plan)));
  }
}
