/** The training pipeline: rows in, the run directory out. */
package io.risknet.pipelines.train;
