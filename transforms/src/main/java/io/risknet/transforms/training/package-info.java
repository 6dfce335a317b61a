/**
 * Training: rows spooled once in a fixed order, a fold's matrices built once per JVM and shared by
 * concurrent trainings, and the {@link io.risknet.transforms.training.Learner} seam that XGBoost
 * and Tribuo's algorithms fill.
 */
package io.risknet.transforms.training;
