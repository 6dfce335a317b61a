/**
 * Scoring with a {@link io.risknet.transforms.bundle.ModelBundle}: {@link
 * io.risknet.transforms.scoring.Scorer} for a service, one loan or a batch at a time, with no Beam;
 * {@link io.risknet.transforms.scoring.ScoreRecords} for a pipeline, on top of it.
 */
package io.risknet.transforms.scoring;
