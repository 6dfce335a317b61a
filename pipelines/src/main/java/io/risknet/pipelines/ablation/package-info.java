/** Feature sets trained alike and tested on the same rows: what each adds. */
package io.risknet.pipelines.ablation;
