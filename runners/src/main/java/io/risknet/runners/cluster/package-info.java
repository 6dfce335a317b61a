/**
 * A Flink cluster of RiskNet's own: a JobManager and workers (Flink's TaskManagers), each a JVM
 * that runs the fat jar. On one machine {@link io.risknet.runners.cluster.LocalCluster} starts
 * them; on several each machine starts its own {@link io.risknet.runners.cluster.JobManager} or
 * {@link io.risknet.runners.cluster.Worker}.
 */
package io.risknet.runners.cluster;
