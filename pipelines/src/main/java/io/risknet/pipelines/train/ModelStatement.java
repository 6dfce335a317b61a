package io.risknet.pipelines.train;

import java.io.Serializable;

/**
 * What is known of a model before it is trained, for its card.
 *
 * @param intendedUse what the spec says it is for; blank when it says nothing
 * @param outcome what the label stands for, in a sentence
 * @param splitBy the month column that the parts follow each other by, or {@code hash}
 * @param sampled what share of the negative rows the table holds
 */
record ModelStatement(String intendedUse, String outcome, String splitBy, SampledNegatives sampled)
    implements Serializable {}
