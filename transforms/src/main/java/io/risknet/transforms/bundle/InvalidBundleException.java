package io.risknet.transforms.bundle;

/** A bundle that can't be used: missing, unfinished, damaged or newer. The message is for users. */
public final class InvalidBundleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidBundleException(String message) {
    super(message);
  }
}
