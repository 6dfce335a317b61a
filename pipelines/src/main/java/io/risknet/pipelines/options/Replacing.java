package io.risknet.pipelines.options;

import static com.google.common.base.Preconditions.checkArgument;

/** What becomes of the results that are there already, of a command that can go on with a run. */
public final class Replacing {
  /** How a user asks for it. */
  public static final String HOW = "--resume to go on with it, or --overwrite to start anew";

  private Replacing() {}

  /**
   * Whether they are to be replaced.
   *
   * @throws IllegalArgumentException when it is asked for in both ways
   */
  public static boolean isAsked(TrainOptions options) {
    checkArgument(
        !(options.isResume() && options.isOverwrite()),
        "--resume goes on with a run and --overwrite starts anew; give one of them.");
    return options.isResume() || options.isOverwrite();
  }
}
