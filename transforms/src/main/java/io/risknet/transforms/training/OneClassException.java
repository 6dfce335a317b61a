package io.risknet.transforms.training;

/** Training rows of which all have the same label. The message is for users. */
public final class OneClassException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  OneClassException(String message) {
    super(message);
  }
}
