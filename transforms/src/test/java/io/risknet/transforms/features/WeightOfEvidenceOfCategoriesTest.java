package io.risknet.transforms.features;

/** The contract once more, as a column of categories is counted in another way than numbers. */
class WeightOfEvidenceOfCategoriesTest implements FeatureContract<WeightOfEvidence.Counts> {
  @Override
  public Feature<WeightOfEvidence.Counts> feature() {
    return WeightOfEvidence.of("state");
  }
}
