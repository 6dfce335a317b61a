package io.risknet.runners.s3;

import com.google.common.base.Throwables;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Tells what is wrong with S3 in a sentence that names the bucket or object and what to do. It is
 * put in the place of the client's message where the request is known, so that it comes through
 * whatever a runner wraps it in.
 */
public final class S3Sentences implements ExecutionInterceptor {
  private static final String CREDENTIALS =
      "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the role of the machine";

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes executionAttributes) {
    var failure = context.exception();
    if (failure instanceof AwsServiceException service) {
      return ofService(service, context)
          .map(sentence -> withMessage(service, sentence))
          .orElse(failure);
    }
    if (failure.getClass() == SdkClientException.class) {
      return ofClient(failure, context)
          .<Throwable>map(sentence -> SdkClientException.create(sentence, failure))
          .orElse(failure);
    }
    return failure;
  }

  /** The sentence of a failure behind what was thrown; nothing when S3 has no part in it. */
  public static Optional<String> of(Throwable thrown) {
    return Throwables.getCausalChain(thrown).stream()
        .filter(SdkException.class::isInstance)
        .findFirst()
        .map(failure -> beforeAnyRequest(failure.getMessage()).orElse(failure.getMessage()));
  }

  /** What comes when the client is made, or a request is. */
  private static Optional<String> beforeAnyRequest(String message) {
    if (message.contains("Unable to load region")) {
      return Optional.of(
          "No AWS region is configured; give --awsRegion, such as us-east-1, or set AWS_REGION.");
    }
    return message.contains("Unable to load credentials")
        ? Optional.of("There are no AWS credentials; %s.".formatted(CREDENTIALS))
        : Optional.empty();
  }

  /** Of the same kind and status, by which Beam tells a missing object from a failure. */
  private static Throwable withMessage(AwsServiceException service, String sentence) {
    return service.toBuilder().awsErrorDetails(null).message(sentence).cause(service).build();
  }

  private static Optional<String> ofService(
      AwsServiceException failure, Context.FailedExecution context) {
    var details = failure.awsErrorDetails();
    // The answer to a HEAD request has a status only.
    var code = details == null ? "" : String.valueOf(details.errorCode());
    var bucket = field(context.request(), "Bucket");
    return Optional.ofNullable(
        switch (code) {
          case "NoSuchBucket" ->
              "There is no bucket '%s'; make it, or give another path.".formatted(bucket);
          case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken" ->
              "S3 does not accept the AWS credentials for %s (%s); %s."
                  .formatted(path(context.request()), code, CREDENTIALS);
          case "ExpiredToken" ->
              "The AWS credentials for %s have expired; renew them, then run again."
                  .formatted(path(context.request()));
          case "PermanentRedirect", "AuthorizationHeaderMalformed" -> otherRegion(bucket, context);
          default ->
              switch (failure.statusCode()) {
                case 301 -> otherRegion(bucket, context);
                case 403 ->
                    "There is no permission for %s; grant the AWS credentials the access to it, or"
                            .formatted(path(context.request()))
                        + " use others.";
                default -> null;
              };
        });
  }

  private static String otherRegion(String bucket, Context.FailedExecution context) {
    var region =
        context
            .httpResponse()
            .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
    return "The bucket '%s' is in another region; give --awsRegion=%s."
        .formatted(bucket, region.orElse("REGION"));
  }

  private static Optional<String> ofClient(Throwable failure, Context.FailedExecution context) {
    var root = Throwables.getRootCause(failure);
    if (root instanceof ConnectException || root instanceof UnknownHostException) {
      return Optional.of(
          "S3 can't be reached at %s; see --endpoint, --awsRegion and the network."
              .formatted(
                  context
                      .httpRequest()
                      .map(
                          request ->
                              request.protocol() + "://" + request.host() + ":" + request.port())
                      .orElse("its address")));
    }
    return Optional.empty();
  }

  private static String path(SdkRequest request) {
    var key = field(request, "Key");
    return "s3://"
        + field(request, "Bucket")
        + "/"
        + (key.isEmpty() ? field(request, "Prefix") : key);
  }

  private static String field(SdkRequest request, String name) {
    return request.getValueForField(name, String.class).orElse("");
  }
}
