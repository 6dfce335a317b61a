package io.risknet.pipelines.train;

import io.risknet.transforms.features.FittedFeatures;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a model.
 *
 * @param features what its learner is given, by name
 * @param sources for each of them the column of the table that it is made of; its own name where it
 *     is made of several
 * @param inputs the columns of the table that it reads
 */
record ModelColumns(List<String> features, List<String> sources, List<String> inputs) {

  static ModelColumns of(FittedFeatures fitted) {
    return new ModelColumns(fitted.names(), fitted.sources(), fitted.inputs());
  }

  /** The columns of the table that some of its features are made of. */
  Set<String> sources(Set<String> of) {
    return IntStream.range(0, features.size())
        .filter(feature -> of.contains(features.get(feature)))
        .mapToObj(sources::get)
        .collect(Collectors.toSet());
  }
}
