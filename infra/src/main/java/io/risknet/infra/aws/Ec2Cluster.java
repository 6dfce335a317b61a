package io.risknet.infra.aws;

import static io.risknet.infra.aws.AwsRefusal.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * A Flink cluster on EC2: a stack of its own, beside the stack of the bucket and the logs, which
 * outlives it.
 *
 * <pre>{@code
 * try (var aws = AwsClients.of(Optional.of("us-east-1"), Optional.empty())) {
 *   var cluster = Ec2Cluster.of("risknet", aws, System.out::println);
 *   cluster.up(plan, jar);
 *   cluster.submit(List.of("train", "--spec=freddie-mac", "--output=s3://..."));
 *   cluster.down();
 * }
 * }</pre>
 *
 * <p>All methods throw an {@link AwsRefusal} with one sentence when AWS refuses something.
 */
public final class Ec2Cluster {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Machines start, install and register in three to four minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String NODE = "/opt/risknet/node.sh";

  /** Nodes that run have them, and those that come later are to be like them. */
  private static final Set<String> FIXED = Set.of("Bucket", "LogGroup", "JarKey", "JarSha256");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String name;
  private final AwsClients aws;
  private final Consumer<String> progress;
  private final Duration pause;
  private final Duration patience;
  private final Stacks stacks;

  private Ec2Cluster(
      String name, AwsClients aws, Consumer<String> progress, Duration pause, Duration patience) {
    ClusterPlan.checkName(name);
    this.name = name;
    this.aws = aws;
    this.progress = progress;
    this.pause = pause;
    this.patience = patience;
    this.stacks = new Stacks(aws.cloudFormation(), pause, progress);
  }

  /**
   * The cluster of a name, which need not be there yet.
   *
   * @param progress gets a line for each step
   */
  public static Ec2Cluster of(String name, AwsClients aws, Consumer<String> progress) {
    return new Ec2Cluster(name, aws, progress, PAUSE, PATIENCE);
  }

  /** The same, with another pause between two looks, and for so long until workers answer. */
  Ec2Cluster withPatience(Duration newPause, Duration newPatience) {
    return new Ec2Cluster(name, aws, progress, newPause, newPatience);
  }

  /**
   * Makes the cluster, or changes the one that runs, in what the plan says: its workers' number
   * and, for machines that come later, their kind. Machines that run stay, and keep their jar. Ends
   * when the workers answer.
   *
   * @param jar the fat jar that the nodes run
   */
  public ClusterState up(ClusterPlan plan, Path jar) throws IOException, InterruptedException {
    var running = find(name);
    if (running.isPresent()) {
      checkUsable(running.get());
      change(running.get(), plan);
    } else {
      create(plan, jar);
    }
    return awaitWorkers();
  }

  private void create(ClusterPlan plan, Path jar) throws IOException, InterruptedException {
    var parameters = new HashMap<>(plan.parameters(Templates.WORKERS, Templates.MAX_WORKERS));
    var storage = storage();
    var bucket = storage.output(Templates.BUCKET);
    var uploaded = JarInBucket.upload(jar, aws.s3(), bucket, progress);
    parameters.put("Bucket", bucket);
    parameters.put("LogGroup", storage.output(Templates.LOG_GROUP));
    parameters.put("JarKey", uploaded.key());
    parameters.put("JarSha256", uploaded.sha256());
    forgetJobManager(bucket);
    progress.accept("Creating the stack '%s' in %s".formatted(name, aws.region()));
    stacks.create(name, compact(Templates.cluster()), parameters);
  }

  /** New workers would look for the JobManager of an earlier cluster. */
  private void forgetJobManager(String bucket) throws AwsRefusal {
    var key = "cluster/" + name + "/jobmanager";
    ask(
        "remove s3://" + bucket + "/" + key,
        () -> aws.s3().deleteObject(request -> request.bucket(bucket).key(key)));
  }

  private void change(Stack stack, ClusterPlan plan) throws IOException, InterruptedException {
    progress.accept("Changing the stack '%s' in %s".formatted(name, aws.region()));
    var changed =
        plan.parameters(
            number(stack, "Workers", Templates.WORKERS),
            number(stack, "MaxWorkers", Templates.MAX_WORKERS));
    var kept = Sets.difference(Sets.union(FIXED, ClusterPlan.PARAMETERS), changed.keySet());
    if (stacks.update(name, compact(Templates.cluster()), changed, kept).isEmpty()) {
      progress.accept("It is as asked for already.");
    }
  }

  private static int number(Stack stack, String parameter, int otherwise) {
    return Optional.ofNullable(stack.parameters().get(parameter))
        .map(Integer::valueOf)
        .orElse(otherwise);
  }

  /** The stack of the bucket, which is made once and found by each later cluster of the name. */
  private Stack storage() throws IOException, InterruptedException {
    var storage = find(storageName());
    if (storage.isPresent()) {
      checkUsable(storage.get());
      return storage.get();
    }
    progress.accept("Creating the stack '%s' in %s".formatted(storageName(), aws.region()));
    return stacks.create(storageName(), compact(Templates.storage()), Map.of());
  }

  private String storageName() {
    return name + "-storage";
  }

  private static void checkUsable(Stack stack) throws AwsRefusal {
    if (stack.isChanging()) {
      throw new AwsRefusal(
          "The stack '%s' is being changed (%s): wait some minutes, and run this again."
              .formatted(stack.name(), stack.status()));
    }
    if (!stack.isUsable()) {
      throw new AwsRefusal(
          "The stack '%s' is in state %s, from a change that failed%s: 'risknet cluster down --aws'"
                  .formatted(
                      stack.name(),
                      stack.status(),
                      stack.reason().map(" (%s)"::formatted).orElse(""))
              + " removes it, and 'risknet cluster up --aws' makes it anew.");
    }
  }

  private ClusterState awaitWorkers() throws AwsRefusal, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    progress.accept("Waiting for the workers");
    while (true) {
      var state = state();
      int there = state.flink().map(FlinkState::workers).orElse(-1);
      if (there >= state.wantedWorkers()) {
        return state;
      }
      if (System.nanoTime() > deadline) {
        if (there < 0) {
          throw new AwsRefusal(
              "The machines are there, but no JobManager answers: 'aws logs tail %s --since 1h' tells"
                      .formatted(state.logGroup())
                  + " why.");
        }
        progress.accept(
            "Only %d of %d workers are there yet; the others join when spot machines come."
                .formatted(there, state.wantedWorkers()));
        return state;
      }
      Thread.sleep(pause.toMillis());
    }
  }

  /** How the cluster does: its stack, its machines, its workers and jobs. */
  public ClusterState state() throws AwsRefusal, InterruptedException {
    var stack = running();
    var jobManagers = machines(group(stack, Templates.JOB_MANAGER_GROUP));
    var workers = group(stack, Templates.WORKER_GROUP);
    return new ClusterState(
        name,
        stack.status(),
        stack.output(Templates.BUCKET),
        stack.output(Templates.LOG_GROUP),
        jobManagers,
        machines(workers),
        workers.map(AutoScalingGroup::desiredCapacity).orElse(0),
        flink(jobManagers));
  }

  private Optional<AutoScalingGroup> group(Stack stack, String output) throws AwsRefusal {
    var group = stack.output(output);
    return ask(
        "list the machines of '" + group + "'",
        () ->
            aws
                .autoScaling()
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(group))
                .autoScalingGroups()
                .stream()
                .findFirst());
  }

  private static List<Machine> machines(Optional<AutoScalingGroup> group) {
    return group.stream()
        .flatMap(found -> found.instances().stream())
        .map(
            instance ->
                new Machine(
                    instance.instanceId(),
                    instance.instanceType(),
                    instance.availabilityZone(),
                    instance.lifecycleStateAsString()))
        .toList();
  }

  private Optional<FlinkState> flink(List<Machine> jobManagers)
      throws AwsRefusal, InterruptedException {
    var machine = jobManagers.stream().filter(Machine::isInService).findFirst();
    if (machine.isEmpty()) {
      return Optional.empty();
    }
    return shell()
        .run(machine.get().id(), List.of(NODE, "overview"))
        .filter(result -> result.exitCode() == 0)
        .map(result -> FlinkState.parse(result.out()));
  }

  /**
   * Hands in a job on the JobManager, which goes on without this program.
   *
   * @param command {@code train} or {@code score}, and its options; a spec that is a local file
   *     goes to the bucket
   * @return what the command printed there
   */
  public String submit(List<String> command) throws IOException, InterruptedException {
    var state = state();
    var words = new ArrayList<>(List.of(NODE, "submit"));
    for (var word : command) {
      words.add(word.startsWith("--spec=") ? remoteSpec(word, state.bucket()) : word);
    }
    if (isAbsent("--tempLocation", command)) {
      words.add("--tempLocation=s3://%s/temp/%s".formatted(state.bucket(), name));
    }
    var jobManager =
        state.jobManagers().stream()
            .filter(Machine::isInService)
            .findFirst()
            .orElseThrow(this::notReady);
    if (isAbsent("--parallelism", command)) {
      tellOfMissingWorkers(state);
    }
    progress.accept("Submitting on the JobManager " + jobManager.id());
    var result =
        shell()
            .run(jobManager.id(), words)
            .filter(RemoteShell.Result::hasRun)
            .orElseThrow(this::notReady);
    if (result.exitCode() != 0) {
      throw new AwsRefusal("The JobManager refused the job: " + lastSentence(result));
    }
    return result.out().strip();
  }

  private static boolean isAbsent(String option, List<String> command) {
    return command.stream().noneMatch(word -> word.startsWith(option + "="));
  }

  /** A job takes the slots that there are when it is handed in, and no more later. */
  private void tellOfMissingWorkers(ClusterState state) {
    state
        .flink()
        .filter(flink -> flink.workers() < state.wantedWorkers())
        .ifPresent(
            flink ->
                progress.accept(
                    "Only %d of %d workers are there, and the job keeps to their %d slots to its end;"
                            .formatted(flink.workers(), state.wantedWorkers(), flink.slots())
                        + " for more, submit it when 'risknet cluster status --aws' shows them all,"
                        + " or with --parallelism."));
  }

  private AwsRefusal notReady() {
    return new AwsRefusal(
        "The cluster '%s' has no JobManager that answers; its machine may be starting: look again in"
                .formatted(name)
            + " a few minutes with 'risknet cluster status --aws'.");
  }

  /** A spec on this machine is put where the JobManager reads it. */
  private String remoteSpec(String option, String bucket) throws IOException {
    var file = Path.of(option.substring("--spec=".length()));
    if (!Files.isRegularFile(file)) {
      return option;
    }
    var key = "specs/%s/%s".formatted(JarInBucket.hash(file), file.getFileName());
    var body = RequestBody.fromBytes(Files.readAllBytes(file));
    ask(
        "upload " + file,
        () -> aws.s3().putObject(request -> request.bucket(bucket).key(key), body));
    return "--spec=s3://%s/%s".formatted(bucket, key);
  }

  private static String lastSentence(RemoteShell.Result result) {
    var start = "risknet: ";
    return result
        .err()
        .lines()
        .filter(line -> line.startsWith(start))
        .reduce((first, last) -> last)
        .map(line -> line.substring(start.length()))
        .orElseGet(() -> "exit code %d, %s".formatted(result.exitCode(), result.err().strip()));
  }

  /**
   * Removes the cluster, and what is left of a stack of the bucket that could not be made; {@link
   * #up} makes it anew. The bucket and the logs stay.
   *
   * @return whether there was one
   */
  public boolean down() throws AwsRefusal, InterruptedException {
    boolean cluster = remove(find(name));
    boolean storage =
        remove(find(storageName()).filter(stack -> !stack.isUsable() && !stack.isChanging()));
    return cluster || storage;
  }

  private boolean remove(Optional<Stack> stack) throws AwsRefusal, InterruptedException {
    if (stack.isEmpty()) {
      return false;
    }
    progress.accept("Removing the stack '%s' in %s".formatted(stack.get().name(), aws.region()));
    stacks.delete(stack.get().name());
    return true;
  }

  /** The bucket of the clusters of this name; nothing when there has never been one. */
  public Optional<String> bucket() throws AwsRefusal {
    var storage = find(storageName());
    return storage.isPresent() && storage.get().isUsable()
        ? Optional.of(storage.get().output(Templates.BUCKET))
        : Optional.empty();
  }

  /** A stack that RiskNet made; one of somebody else's by that name is refused. */
  private Optional<Stack> find(String stackName) throws AwsRefusal {
    var stack = stacks.find(stackName);
    if (stack.isPresent() && !stack.get().ours()) {
      throw new AwsRefusal(
          "The stack '%s' in %s has no tag project=risknet, so RiskNet did not make it: choose another"
                  .formatted(stackName, aws.region())
              + " --name.");
    }
    return stack;
  }

  /** The cluster's stack, which may be in the middle of a change, but has been whole once. */
  private Stack running() throws AwsRefusal {
    var stack =
        find(name)
            .orElseThrow(
                () ->
                    new AwsRefusal(
                        "There is no cluster '%s' in %s; 'risknet cluster up --aws' makes it."
                            .formatted(name, aws.region())));
    if (stack.outputs().isEmpty()) {
      checkUsable(stack);
    }
    return stack;
  }

  private RemoteShell shell() {
    return new RemoteShell(aws.ssm(), pause);
  }

  /** Without its white space, as CloudFormation takes 51,200 bytes. */
  static String compact(String template) {
    try {
      return MAPPER.readTree(template).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("RiskNet's own template is no JSON.", e);
    }
  }
}
