package io.risknet.infra.aws;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a cluster is to be. What is left open stays as it is in a cluster that runs; in a new one it
 * is what the template says.
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
    Optional<Integer> workers,
    Optional<Integer> maxWorkers,
    Optional<List<String>> workerTypes,
    Optional<Integer> workerDisk,
    Optional<Integer> slots,
    Optional<String> jobManagerType) {

  /** The parameters of the cluster's template that a plan may decide. */
  static final Set<String> PARAMETERS =
      Set.of("Workers", "MaxWorkers", "WorkerTypes", "WorkerDisk", "WorkerSlots", "JobManagerType");

  public ClusterPlan {
    checkName(name);
    workerTypes = workerTypes.map(List::copyOf);
    workers.ifPresent(
        count -> checkArgument(count >= 0, "--workers=%s: there can't be fewer than none.", count));
    workerTypes.ifPresent(ClusterPlan::checkTypes);
    jobManagerType.ifPresent(ClusterPlan::checkType);
    workerDisk.ifPresent(
        disk ->
            checkArgument(
                disk >= 10,
                "--workerDisk=%s: the system alone takes more; give 10 or more.",
                disk));
    slots.ifPresent(
        count ->
            checkArgument(count >= 0, "--slots=%s: give 1 or more, or 0 for one a core.", count));
  }

  /**
   * The parameters that the plan decides.
   *
   * @param present how many workers there are to be so far
   * @param most how many there may be so far; a plan of more raises it
   * @throws IllegalArgumentException when there may be fewer than there are to be
   */
  Map<String, String> parameters(int present, int most) {
    int count = workers.orElse(present);
    maxWorkers.ifPresent(
        max ->
            checkArgument(
                max >= count,
                "--maxWorkers=%s is fewer than the %s workers there are to be; give as many or more,"
                    + " or fewer --workers.",
                max,
                count));
    var decided = new HashMap<String, String>();
    workers.ifPresent(number -> decided.put("Workers", number.toString()));
    maxWorkers
        .or(() -> workers.filter(number -> number > most))
        .ifPresent(number -> decided.put("MaxWorkers", number.toString()));
    workerTypes.ifPresent(types -> decided.put("WorkerTypes", String.join(",", types)));
    workerDisk.ifPresent(disk -> decided.put("WorkerDisk", disk.toString()));
    slots.ifPresent(number -> decided.put("WorkerSlots", number.toString()));
    jobManagerType.ifPresent(type -> decided.put("JobManagerType", type));
    return decided;
  }

  static void checkName(String name) {
    checkArgument(
        name.matches("[A-Za-z][A-Za-z0-9-]{0,99}"),
        "--name=%s: a cluster's name has letters, digits and hyphens, and starts with a letter.",
        name);
  }

  private static void checkTypes(List<String> types) {
    checkArgument(
        types.size() == Templates.WORKER_TYPES
            && types.stream().distinct().count() == Templates.WORKER_TYPES,
        "--workerTypes=%s: give %s different types of one size, such as"
            + " m6i.xlarge,m6a.xlarge,m5.xlarge,m5a.xlarge; the more there are to choose from, the"
            + " longer spot machines stay.",
        String.join(",", types),
        Templates.WORKER_TYPES);
    types.forEach(ClusterPlan::checkType);
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
