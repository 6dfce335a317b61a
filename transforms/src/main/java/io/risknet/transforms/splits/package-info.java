/** Train, validation and test parts, and the folds of cross-validation. */
package io.risknet.transforms.splits;
