package io.risknet.runners;

import com.google.common.base.Throwables;
import io.risknet.runners.s3.S3Sentences;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What the user is told of a failure.
 *
 * @param message one sentence
 * @param exitCode 2 when the user can mend it, 3 when a check failed that was asked for, 1 when it
 *     is a fault of the program
 * @param cause what was thrown
 */
record Failure(String message, int exitCode, Throwable cause) {

  /** The failure behind what a pipeline threw, which is wrapped by Beam and the runner. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof CheckFailedException) {
      return new Failure(oneSentence(thrown.getMessage()), 3, thrown);
    }
    for (var cause : Throwables.getCausalChain(thrown)) {
      if (isOutOfDisk(cause)) {
        return new Failure(
            "The disk is full: make room under --output and --tempLocation, then run again with"
                + " --overwrite; 'risknet train' takes --resume, which keeps the trainings that are"
                + " finished.",
            2,
            thrown);
      }
    }
    var s3 = S3Sentences.of(thrown);
    if (s3.isPresent()) {
      return new Failure(oneSentence(s3.get()), 2, thrown);
    }
    var root = Throwables.getRootCause(thrown);
    if (root instanceof AccessDeniedException || isPermissionDenied(root)) {
      return new Failure(
          "There is no permission for "
              + String.valueOf(root.getMessage()).replace(" (Permission denied)", "")
              + ": grant it or choose another path.",
          2,
          thrown);
    }
    if (root instanceof FileSystemException system
        && "Not a directory".equals(system.getReason())) {
      return new Failure(
          "There can be nothing at "
              + system.getFile()
              + ", as a part of it is a file: choose another path.",
          2,
          thrown);
    }
    if (root instanceof NoSuchFileException) {
      return new Failure("There is no file " + root.getMessage() + ".", 2, thrown);
    }
    if (root instanceof OutOfMemoryError) {
      return new Failure(
          "The memory is used up ("
              + root.getMessage()
              + "): give the JVM more with RISKNET_JAVA_OPTS=-Xmx..., or more workers.",
          2,
          thrown);
    }
    // The outermost of them: what it wraps says the same in the words of a library.
    return Throwables.getCausalChain(thrown).stream()
        .filter(Failure::isUsersToMend)
        .findFirst()
        .map(cause -> new Failure(oneSentence(cause.getMessage()), 2, thrown))
        .orElseGet(
            () ->
                new Failure(
                    "Something went wrong inside RiskNet ("
                        + oneLine(root.toString())
                        + "); run again with --verbose for the details.",
                    1,
                    thrown));
  }

  /** Runners and libraries also wrap in such exceptions, with the wrapped one's text as message. */
  private static boolean isUsersToMend(Throwable cause) {
    boolean kind =
        cause instanceof IllegalArgumentException
            || cause instanceof IOException
            || cause instanceof UncheckedIOException;
    return kind
        && cause.getMessage() != null
        && (cause.getCause() == null || !cause.getMessage().equals(cause.getCause().toString()));
  }

  private static String oneSentence(String message) {
    var line = oneLine(message);
    return line.matches(".*[.?]") ? line : line + ".";
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static boolean isOutOfDisk(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("No space left on device");
  }

  private static boolean isPermissionDenied(Throwable cause) {
    return cause instanceof IOException
        && String.valueOf(cause.getMessage()).contains("Permission denied");
  }

  /** Prints the sentence, with the stack trace when asked for, and gives the exit code. */
  int report(PrintStream err, boolean verbose) {
    if (verbose) {
      cause.printStackTrace(err);
    }
    err.println("risknet: " + message);
    return exitCode;
  }
}
