package io.risknet.transforms.tuning;

import io.risknet.transforms.training.Learner;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/** Which hyperparameters a search tries, in which order, and what it trains with them. */
public sealed interface SearchStrategy extends Serializable permits Grid, RandomSearch {

  /** What it is called in manifests: {@code grid} or {@code random}. */
  String name();

  /** What is trained. */
  Learner learner();

  /** The numbers of training rounds to try with each point, ascending. */
  List<Integer> rounds();

  /** The points to try, each of them once; the same ones whenever it is asked. */
  List<SortedMap<String, Double>> points();
}
