package io.risknet.runners.s3;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Notes every request that any S3 client of this JVM makes. The SDK finds it by the resource {@code
 * software/amazon/awssdk/global/handlers/execution.interceptors}.
 */
public final class RequestLog implements ExecutionInterceptor {
  private static final List<Request> REQUESTS = new CopyOnWriteArrayList<>();

  /**
   * A request.
   *
   * @param operation such as {@code GetObject}
   * @param key of the object; for a list the prefix; empty where there is none
   */
  public record Request(String operation, String key) {}

  /** For the SDK. */
  public RequestLog() {}

  /** Forgets what there was. */
  public static void clear() {
    REQUESTS.clear();
  }

  /** The requests since then. */
  public static List<Request> requests() {
    return List.copyOf(REQUESTS);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    var request = context.request();
    var key =
        request
            .getValueForField("Key", String.class)
            .or(() -> request.getValueForField("Prefix", String.class))
            .orElse("");
    REQUESTS.add(new Request(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), key));
  }
}
