package io.risknet.transforms.training;

/** A library's memory off the heap does not suffice, of which Java makes no error of its own. */
public final class NativeMemoryException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** With what the library says. */
  public NativeMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
