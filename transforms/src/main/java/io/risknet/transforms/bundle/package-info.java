/**
 * A trained model with all that is needed to score with it, and how it is stored.
 *
 * <p>A {@link io.risknet.transforms.bundle.ModelBundle} is a value; {@code save} and {@code load}
 * turn it into a directory and back through a {@link io.risknet.transforms.bundle.BundleStore}.
 * There is no Java serialization in a bundle: JSON, XGBoost's own format and Tribuo's protobuf.
 */
package io.risknet.transforms.bundle;
