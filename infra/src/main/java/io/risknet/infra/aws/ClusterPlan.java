package io.risknet.infra.aws;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Map;

/**
 * What a cluster is to be.
 *
 * @param name of the cluster, and of its stack
 * @param workers how many there are to be
 * @param maxWorkers how many there may be, when somebody scales their group by hand
 * @param workerTypes EC2 instance types of one size, {@value Templates#WORKER_TYPES} of them
 * @param workerDisk of a worker, in GiB
 * @param slots of a worker; 0 for one a core
 * @param jobManagerType EC2 instance type of the JobManager
 */
public record ClusterPlan(
    String name,
    int workers,
    int maxWorkers,
    List<String> workerTypes,
    int workerDisk,
    int slots,
    String jobManagerType) {

  public ClusterPlan {
    checkName(name);
    workerTypes = List.copyOf(workerTypes);
    checkArgument(workers >= 0, "--workers=%s: there can't be fewer than none.", workers);
    checkArgument(
        maxWorkers >= workers,
        "--maxWorkers=%s is fewer than --workers=%s; give as many or more.",
        maxWorkers,
        workers);
    checkArgument(
        workerTypes.size() == Templates.WORKER_TYPES
            && workerTypes.stream().distinct().count() == Templates.WORKER_TYPES,
        "--workerTypes=%s: give %s different types of one size, such as"
            + " m6i.xlarge,m6a.xlarge,m5.xlarge,m5a.xlarge; the more there are to choose from, the"
            + " longer spot machines stay.",
        String.join(",", workerTypes),
        Templates.WORKER_TYPES);
    workerTypes.forEach(ClusterPlan::checkType);
    checkType(jobManagerType);
    checkArgument(
        workerDisk >= 10,
        "--workerDisk=%s: the system alone takes more; give 10 or more.",
        workerDisk);
    checkArgument(slots >= 0, "--slots=%s: give 1 or more, or 0 for one a core.", slots);
  }

  /** The parameters of the cluster's template that the plan decides. */
  Map<String, String> parameters() {
    return Map.of(
        "Workers", Integer.toString(workers),
        "MaxWorkers", Integer.toString(maxWorkers),
        "WorkerTypes", String.join(",", workerTypes),
        "WorkerDisk", Integer.toString(workerDisk),
        "WorkerSlots", Integer.toString(slots),
        "JobManagerType", jobManagerType);
  }

  static void checkName(String name) {
    checkArgument(
        name.matches("[A-Za-z][A-Za-z0-9-]{0,99}"),
        "--name=%s: a cluster's name has letters, digits and hyphens, and starts with a letter.",
        name);
  }

  private static void checkType(String type) {
    checkArgument(
        type.matches("[a-z0-9-]+\\.[a-z0-9-]+"),
        "'%s' is no EC2 instance type; write it as m6i.xlarge.",
        type);
    checkArgument(
        !type.matches("[a-z]+\\d+g.*\\..*"),
        "'%s' has an ARM processor, and the cluster's image is for x86-64; choose another type.",
        type);
  }
}
