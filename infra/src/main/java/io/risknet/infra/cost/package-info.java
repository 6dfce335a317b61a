/**
 * What a run takes and costs on EC2: a scaling law from what was measured, a dated price list, and
 * the table of both. No Beam here, and no manifest: whoever reads one makes a {@link MeasuredRun}.
 *
 * <pre>{@code
 * var law = ScalingLaw.of(one, two);
 * var model = new CostModel(law, PriceList.builtIn().in("us-east-1"), false, 1);
 * var table = model.estimates(List.of("m6i.xlarge"), List.of(1, 2, 4), one.workload());
 * }</pre>
 */
package io.risknet.infra.cost;
