package io.risknet.infra.aws;

/**
 * A machine of a cluster.
 *
 * @param id of the EC2 instance
 * @param type of the instance
 * @param zone where it stands
 * @param state in its group's words, such as InService or Terminating:Wait
 */
public record Machine(String id, String type, String zone, String state) {
  boolean isInService() {
    return state.equals("InService");
  }
}
