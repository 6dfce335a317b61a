package io.risknet.infra.stack;

import io.risknet.infra.aws.Templates;
import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.constructs.Construct;

/** The template's parameters: what {@code risknet cluster up} fills in. */
final class Settings {
  private final CfnParameter bucket;
  private final CfnParameter logGroup;
  private final CfnParameter jarKey;
  private final CfnParameter jarSha256;
  private final CfnParameter image;
  private final CfnParameter jobManagerType;
  private final CfnParameter workerTypes;
  private final CfnParameter workers;
  private final CfnParameter minWorkers;
  private final CfnParameter maxWorkers;
  private final CfnParameter workerDisk;
  private final CfnParameter slots;

  Settings(Construct scope) {
    bucket =
        text(scope, "Bucket", "The bucket of the storage stack")
            .allowedPattern("[a-z0-9.-]+")
            .build();
    logGroup =
        text(scope, "LogGroup", "The log group of the storage stack")
            .allowedPattern("[A-Za-z0-9_./#-]+")
            .build();
    jarKey =
        text(scope, "JarKey", "The key of risknet.jar in the bucket")
            .allowedPattern("jars/[A-Za-z0-9._/-]+")
            .build();
    jarSha256 = text(scope, "JarSha256", "Its hash").allowedPattern("[0-9a-f]{64}").build();
    image =
        CfnParameter.Builder.create(scope, "Image")
            .type("AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>")
            .defaultValue("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")
            .description("Amazon Linux 2023, as AWS publishes it")
            .build();
    jobManagerType =
        text(scope, "JobManagerType", "The JobManager's machine, on demand")
            .defaultValue("m6i.large")
            .build();
    workerTypes =
        CfnParameter.Builder.create(scope, "WorkerTypes")
            .type("CommaDelimitedList")
            .defaultValue("m6i.xlarge,m6a.xlarge,m5.xlarge,m5a.xlarge")
            .description(
                Templates.WORKER_TYPES + " types of the same size; spot takes what is there")
            .build();
    workers = number(scope, "Workers", "How many workers there are to be", Templates.WORKERS, 0);
    minWorkers = number(scope, "MinWorkers", "How few there may be", 0, 0);
    maxWorkers = number(scope, "MaxWorkers", "How many there may be", Templates.MAX_WORKERS, 0);
    workerDisk =
        number(
            scope, "WorkerDisk", "A worker's disk in GiB, for what passes between steps", 100, 10);
    slots = number(scope, "WorkerSlots", "Trainings at a time on a worker; 0: one a core", 0, 0);
  }

  String bucket() {
    return bucket.getValueAsString();
  }

  String logGroup() {
    return logGroup.getValueAsString();
  }

  String jarKey() {
    return jarKey.getValueAsString();
  }

  String jarSha256() {
    return jarSha256.getValueAsString();
  }

  String image() {
    return image.getValueAsString();
  }

  String jobManagerType() {
    return jobManagerType.getValueAsString();
  }

  String workerType(int index) {
    return Fn.select(index, workerTypes.getValueAsList());
  }

  List<CfnParameter> sizes() {
    return List.of(minWorkers, workers, maxWorkers);
  }

  Number workerDisk() {
    return workerDisk.getValueAsNumber();
  }

  String slots() {
    return slots.getValueAsString();
  }

  private static CfnParameter.Builder text(Construct scope, String name, String description) {
    return CfnParameter.Builder.create(scope, name).description(description);
  }

  private static CfnParameter number(
      Construct scope, String name, String description, int initial, int least) {
    return CfnParameter.Builder.create(scope, name)
        .type("Number")
        .description(description)
        .defaultValue(initial)
        .minValue(least)
        .build();
  }
}
