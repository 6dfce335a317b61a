/** The scoring pipeline: files and a model in, probabilities out. */
package io.risknet.pipelines.score;
