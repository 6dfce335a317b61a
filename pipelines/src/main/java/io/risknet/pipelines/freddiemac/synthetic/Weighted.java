package io.risknet.pipelines.freddiemac.synthetic;

/** A choice among a few outcomes with given weights, which need not add up to one. */
final class Weighted {
  private final double[] upTo;

  private Weighted(double[] upTo) {
    this.upTo = upTo;
  }

  static Weighted of(double... weights) {
    double[] upTo = weights.clone();
    for (int i = 1; i < upTo.length; i++) {
      upTo[i] += upTo[i - 1];
    }
    return new Weighted(upTo);
  }

  int pick(Draws draws) {
    double at = draws.unit() * upTo[upTo.length - 1];
    int i = 0;
    while (at >= upTo[i]) {
      i++;
    }
    return i;
  }

  char pick(String codes, Draws draws) {
    return codes.charAt(pick(draws));
  }
}
