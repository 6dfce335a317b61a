package io.risknet.transforms.benchmark;

import io.risknet.transforms.training.Parameter;
import io.risknet.transforms.tuning.MadeUpLearner;
import java.util.List;

/** Learns nothing for a second. */
record SleepLearner() implements MadeUpLearner {
  @Override
  public String name() {
    return "sleep";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.whole("number", 0, 1_000_000));
  }

  @Override
  public float[] probabilities(double number, float[] labels) {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new float[labels.length];
  }
}
