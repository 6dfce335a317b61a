/**
 * Features: fitted once, applied everywhere.
 *
 * <p>A {@link io.risknet.transforms.features.FeaturePlan} names {@link
 * io.risknet.transforms.features.Feature features} and the {@link
 * io.risknet.transforms.features.Step steps} over their columns. {@link
 * io.risknet.transforms.features.FitFeatures} fits all of them together, in as many passes over the
 * training rows as there are phases, whatever the number of features, and for every fold held out
 * at once: sums are kept fold by fold, and what must not be seen is left out by merging the others.
 * The result, {@link io.risknet.transforms.features.FeatureFits}, encodes training rows; the {@link
 * io.risknet.transforms.features.FittedFeatures} in it encode all others, with no Beam needed.
 *
 * <p>A new feature is one file with one test: see {@link
 * io.risknet.transforms.features.CatalogueEntry}.
 */
package io.risknet.transforms.features;
