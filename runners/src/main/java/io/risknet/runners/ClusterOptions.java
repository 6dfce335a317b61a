package io.risknet.runners;

import static com.google.common.base.Preconditions.checkArgument;

import io.risknet.pipelines.options.VerboseOptions;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** What the commands take that deal with a cluster on this machine. */
public interface ClusterOptions extends VerboseOptions {

  @Description("Where the cluster's processes, ports and logs are kept.")
  @Default.String("risknet-cluster")
  String getDirectory();

  void setDirectory(String directory);

  /** What a cluster, and each node of it, is started with. */
  interface Listening extends VerboseOptions {

    @Description(
        "Where nodes listen. Whoever reaches them there can run programs on them; 127.0.0.1 is"
            + " this machine alone.")
    @Default.String("127.0.0.1")
    String getBindAddress();

    void setBindAddress(String address);

    @Description("By which host or address nodes and clients reach it; else --bindAddress.")
    @Default.String("")
    String getAddress();

    void setAddress(String address);

    /**
     * Where others reach what listens.
     *
     * @throws IllegalArgumentException when it listens everywhere, which is nowhere in particular
     */
    static String address(Listening options) {
      checkArgument(
          !options.getAddress().isEmpty()
              || !List.of("0.0.0.0", "::").contains(options.getBindAddress()),
          "--bindAddress=%s is every address of this machine; name the one by which it is reached"
              + " with --address.",
          options.getBindAddress());
      return options.getAddress().isEmpty() ? options.getBindAddress() : options.getAddress();
    }
  }

  /** The ports of a JobManager. */
  interface Ports extends Listening {

    @Description("The port of the REST interface and the web UI; 0 is any free one.")
    @Default.Integer(8081)
    int getPort();

    void setPort(int port);
  }

  /** The size of a worker. */
  interface WorkerSize extends Listening {

    @Description("How many trainings, or other tasks, a worker runs at a time.")
    @Default.Integer(1)
    int getSlots();

    void setSlots(int slots);

    @Description("The memory of a worker: 4g, 3500m, or a share of the machine's as 80%.")
    @Default.String("4g")
    String getMemory();

    void setMemory(String memory);
  }

  /** A single node that runs in this process. */
  interface Node extends Listening {

    @Description("Where files are kept that are needed on the way; else a new directory.")
    @Default.String("")
    String getTemp();

    void setTemp(String directory);

    @Description("Prints the options that java needs for it, and ends.")
    @Default.Boolean(false)
    boolean isPrintJvmOptions();

    void setPrintJvmOptions(boolean print);
  }
}
