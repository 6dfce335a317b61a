package io.risknet.transforms.explanation;

import java.util.List;

/**
 * What a model goes by.
 *
 * @param importance of its features
 * @param partialDependence on the columns that the most important features are made of, the most
 *     important first
 */
public record ModelExplanation(
    ModelImportance importance, List<PartialDependence> partialDependence) {

  /** Copies the list. */
  public ModelExplanation {
    partialDependence = List.copyOf(partialDependence);
  }
}
