/** Specs: the YAML description of a data set that a run is made from. */
package io.risknet.pipelines.spec;
