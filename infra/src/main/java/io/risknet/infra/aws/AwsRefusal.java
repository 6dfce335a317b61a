package io.risknet.infra.aws;

import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS refused or failed to do, in a sentence that says what to do about it. */
public final class AwsRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  private static final Set<String> UNKNOWN =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "InvalidAccessKeyId",
          "AuthFailure",
          "IncompleteSignature");
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

  AwsRefusal(String sentence) {
    super(sentence);
  }

  /** What is asked of AWS. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws SdkException;
  }

  /**
   * Asks AWS for something.
   *
   * @param purpose what for, as in "AWS does not allow to ..."
   */
  static <T> T ask(String purpose, Request<T> request) throws AwsRefusal {
    try {
      return request.send();
    } catch (SdkException e) {
      throw of(purpose, e);
    }
  }

  static AwsRefusal of(String purpose, SdkException e) {
    var refusal = new AwsRefusal(sentence(purpose, e));
    // Not the cause: the outermost sentence is the one for the user, and this is for --verbose.
    refusal.addSuppressed(e);
    return refusal;
  }

  private static String sentence(String purpose, SdkException e) {
    var message = String.valueOf(e.getMessage());
    if (message.contains("Unable to load credentials")) {
      return "There are no AWS credentials: run 'aws sso login' or set AWS_PROFILE, or"
          + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
    }
    if (message.contains("Unable to load region")) {
      return "No AWS region is given: name it by --awsRegion, such as us-east-1, or set AWS_REGION.";
    }
    if (!(e instanceof AwsServiceException service) || service.awsErrorDetails() == null) {
      return "AWS can't be asked to %s (%s): see the network, --awsRegion and the profile."
          .formatted(purpose, bare(message));
    }
    var code = String.valueOf(service.awsErrorDetails().errorCode());
    var words = bare(String.valueOf(service.awsErrorDetails().errorMessage()));
    if (EXPIRED.contains(code)) {
      return "The AWS credentials have expired: run 'aws sso login', or renew them, and run this"
          + " again.";
    }
    if (UNKNOWN.contains(code)) {
      return "AWS does not know the credentials (%s): see AWS_PROFILE and AWS_ACCESS_KEY_ID."
          .formatted(code);
    }
    if (service.statusCode() == 403 || code.startsWith("AccessDenied")) {
      return "AWS does not allow these credentials to %s (%s): docs/flink-on-ec2.md lists what they need."
          .formatted(purpose, words);
    }
    return service.statusCode() >= 500 || service.isThrottlingException()
        ? "AWS failed to %s (%s): run this again in a moment.".formatted(purpose, words)
        : "AWS refused to %s: %s.".formatted(purpose, words);
  }

  /** Without the point at its end and what the SDK puts behind. */
  private static String bare(String message) {
    return message
        .replaceAll("\\s+", " ")
        .replaceFirst(" \\(Service: .*", "")
        .replaceFirst("\\.$", "");
  }
}
