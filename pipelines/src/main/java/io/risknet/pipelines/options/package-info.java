/** The options of the commands, in Beam's own style. */
package io.risknet.pipelines.options;
