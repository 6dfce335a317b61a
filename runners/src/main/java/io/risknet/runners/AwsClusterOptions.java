package io.risknet.runners;

import io.risknet.pipelines.options.VerboseOptions;
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

  /** What a cluster is made of. */
  interface Plan extends AwsClusterOptions {

    @Description("How many workers there are to be; give another number to change a running one.")
    @Default.Integer(2)
    int getWorkers();

    void setWorkers(int workers);

    @Description("How many there may be, if somebody scales their group by hand; 0: --workers.")
    @Default.Integer(0)
    int getMaxWorkers();

    void setMaxWorkers(int workers);

    @Description("Four instance types of one size, of which spot takes what there is most of.")
    @Default.String("m6i.xlarge,m6a.xlarge,m5.xlarge,m5a.xlarge")
    String getWorkerTypes();

    void setWorkerTypes(String types);

    @Description("The disk of a worker, in GiB, for what it spools.")
    @Default.Integer(100)
    int getWorkerDisk();

    void setWorkerDisk(int gibibytes);

    @Description("How many trainings, or other tasks, a worker runs at a time; 0: one a core.")
    @Default.Integer(0)
    int getSlots();

    void setSlots(int slots);

    @Description("The instance type of the JobManager, which is on demand.")
    @Default.String("m6i.large")
    String getJobManagerType();

    void setJobManagerType(String type);
  }
}
