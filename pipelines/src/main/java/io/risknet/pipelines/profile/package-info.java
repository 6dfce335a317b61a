/** The profiling pipeline: files in, what their columns hold out, and how far from a model's. */
package io.risknet.pipelines.profile;
