package io.risknet.pipelines.options;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** {@code risknet cost}: what a run would take and cost on EC2. */
public interface CostOptions extends VerboseOptions {

  @Description(
      "One or two finished training runs, as directory OUT or OUT/manifest.json, separated by a"
          + " comma; two of the same work with different parallelism measure the serial part.")
  List<String> getManifest();

  void setManifest(List<String> manifests);

  @Description(
      "The region whose prices are taken; --awsRegion is that of a manifest on S3, and not asked.")
  @Default.String("us-east-1")
  String getRegion();

  void setRegion(String region);

  @Description("Workers at spot prices; else on demand.")
  @Default.Boolean(false)
  boolean isSpot();

  void setSpot(boolean spot);

  @Description("Numbers of workers, separated by commas (1,2,4,8 unless given).")
  List<Integer> getWorkers();

  void setWorkers(List<Integer> workers);

  @Description(
      "EC2 instance types of the workers, separated by commas (the shapes of 4 and 8 vCPUs unless"
          + " given).")
  List<String> getInstanceTypes();

  void setInstanceTypes(List<String> types);

  @Description(
      "Names the cheapest that is done by then (90s, 30m, 2h), the start of the machines included.")
  @Default.String("")
  String getDeadline();

  void setDeadline(String time);

  @Description(
      "How many lines are to be read; as measured, or in proportion to --loans, unless given.")
  Long getRows();

  void setRows(Long rows);

  @Description("How many loans there are; as measured, or in proportion to --rows, unless given.")
  Long getLoans();

  void setLoans(Long loans);

  @Description("The speed of a vCPU, in multiples of a core of the measured machine.")
  @Default.Double(1)
  double getVcpuSpeed();

  void setVcpuSpeed(double speed);

  @Description("A price list in place of the built-in one.")
  @Default.String("")
  String getPrices();

  void setPrices(String file);

  @Description(
      "Asks AWS for today's prices of the region, and writes them to risknet-prices-DATE.json, or"
          + " to --prices.")
  @Default.Boolean(false)
  boolean isRefreshPrices();

  void setRefreshPrices(boolean refresh);
}
