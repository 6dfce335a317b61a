package io.risknet.infra.aws;

import java.util.List;
import java.util.Optional;

/**
 * How a cluster does.
 *
 * @param name of the cluster
 * @param stackStatus in CloudFormation's words
 * @param bucket that it reads and writes
 * @param logGroup of its logs in CloudWatch
 * @param jobManagers the machine of the JobManager; another one while it is replaced
 * @param workers the machines of the workers
 * @param wantedWorkers how many there are to be
 * @param flink what the JobManager says; nothing while it does not answer
 */
public record ClusterState(
    String name,
    String stackStatus,
    String bucket,
    String logGroup,
    List<Machine> jobManagers,
    List<Machine> workers,
    int wantedWorkers,
    Optional<FlinkState> flink) {

  public ClusterState {
    jobManagers = List.copyOf(jobManagers);
    workers = List.copyOf(workers);
  }
}
