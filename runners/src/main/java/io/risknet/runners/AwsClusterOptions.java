package io.risknet.runners;

import io.risknet.pipelines.options.VerboseOptions;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** What the commands take that deal with a cluster on EC2. */
public interface AwsClusterOptions extends VerboseOptions {

  @Description(
      "That the cluster is on EC2. --awsRegion names the region, else AWS_REGION or the profile;"
          + " credentials are those of the AWS SDK's default chain.")
  @Default.Boolean(false)
  boolean isAws();

  void setAws(boolean aws);

  @Description("The cluster's name, by which there can be several.")
  @Default.String("risknet")
  String getName();

  void setName(String name);

  /**
   * What a cluster is made of. None has a default here: the template has those of a new cluster,
   * and one that runs keeps what is not given.
   */
  interface Plan extends AwsClusterOptions {

    @Description(
        "How many workers there are to be: 2 in a new cluster, as many as before in a running one,"
            + " unless given. So it is with all options of this command.")
    Integer getWorkers();

    void setWorkers(Integer workers);

    @Description(
        "How many there may be, if somebody scales their group by hand: 64, or more where --workers"
            + " is more, unless given.")
    Integer getMaxWorkers();

    void setMaxWorkers(Integer workers);

    @Description(
        "Four instance types of one size, of which spot takes what there is most of:"
            + " m6i.xlarge,m6a.xlarge,m5.xlarge,m5a.xlarge unless given.")
    List<String> getWorkerTypes();

    void setWorkerTypes(List<String> types);

    @Description(
        "The disk of a worker, in GiB, for what passes between the steps of a job: 100 unless"
            + " given.")
    Integer getWorkerDisk();

    void setWorkerDisk(Integer gibibytes);

    @Description(
        "How many trainings, or other tasks, a worker runs at a time; 0 is one a core, as it is"
            + " unless given.")
    Integer getSlots();

    void setSlots(Integer slots);

    @Description("The instance type of the JobManager, which is on demand: m6i.large unless given.")
    String getJobManagerType();

    void setJobManagerType(String type);
  }
}
