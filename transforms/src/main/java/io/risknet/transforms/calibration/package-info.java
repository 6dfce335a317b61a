/**
 * From a model's scores to probabilities that hold: {@link
 * io.risknet.transforms.calibration.Calibrator}s, learnt from scores of rows that the model has not
 * seen, and the correction for a training set with fewer negatives than there are.
 */
package io.risknet.transforms.calibration;
