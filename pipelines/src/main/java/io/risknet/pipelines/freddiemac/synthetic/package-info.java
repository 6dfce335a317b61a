/**
 * Synthetic loan files in Freddie Mac's Single-Family Loan-Level format.
 *
 * <p>The real files may not be redistributed, so the demo, the tests and the measurements run on
 * files made here: same columns, codes, sentinels and quirks, and a known truth. Each loan's
 * default is one toss of a coin whose probability {@code RiskModel} computes from the columns of
 * its origination line alone. The best ranking that any model can reach is therefore known, which
 * real data never tells.
 *
 * <p>A quarter is a value ({@link io.risknet.pipelines.freddiemac.synthetic.SyntheticQuarter});
 * {@link io.risknet.pipelines.freddiemac.synthetic.GenerateQuarter} writes it. Every loan has its
 * own random stream, derived from seed, quarter and loan number, so the bytes depend on nothing
 * else: not on threads, not on how many loans follow.
 */
package io.risknet.pipelines.freddiemac.synthetic;
