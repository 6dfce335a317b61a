package io.risknet.runners.s3;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.SSECustomerKey;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.common.ReflectHelpers;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/**
 * What of a command line is for S3. Arguments that may hold a secret are kept from Beam's parser,
 * which repeats in its messages and logs what it is given; they are set on the options afterwards,
 * and go to the workers with these.
 */
public final class S3Arguments {
  private static final String CREDENTIALS = "awsCredentialsProvider";
  private static final String PROXY = "proxyConfiguration";
  private static final String CUSTOMER_KEY = "SSECustomerKey";
  private static final Pattern SECRET =
      Pattern.compile(
          "-*(%s|%s|%s)(?:=(.*))?".formatted(CREDENTIALS, PROXY, CUSTOMER_KEY), Pattern.DOTALL);

  private static final Pattern ALIKE =
      Pattern.compile(SECRET.pattern(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /** A buffer of this size is made for every file that is written, the smallest too. */
  private static final int UPLOAD_BYTES = 8 << 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModules(ObjectMapper.findModules(ReflectHelpers.findClassLoader()));

  static {
    // Beam itself knows these options only once the file system is in use.
    PipelineOptionsFactory.register(S3Options.class);
  }

  private final Map<String, String> secrets;
  private final List<String> others;

  private S3Arguments(Map<String, String> secrets, List<String> others) {
    this.secrets = secrets;
    this.others = List.copyOf(others);
  }

  /**
   * Takes the secret ones from the others.
   *
   * @throws IllegalArgumentException when one of them is not given as it should be; the sentence
   *     does not repeat it
   */
  public static S3Arguments in(String[] arguments) {
    var secrets = new TreeMap<String, String>();
    var others = new ArrayList<String>();
    for (var argument : arguments) {
      var secret = SECRET.matcher(argument);
      if (!secret.matches()) {
        others.add(argument);
        continue;
      }
      var name = secret.group(1);
      checkArgument(
          argument.startsWith("--" + name + "="),
          "The option %s is written --%s='{...}'.",
          name,
          name);
      checkArgument(
          secrets.put(name, secret.group(2)) == null,
          "The option --%s is given twice; give it once.",
          name);
    }
    // Of an unquoted value the shell makes several arguments, each maybe with a secret.
    checkArgument(
        secrets.isEmpty() || others.stream().allMatch(argument -> argument.startsWith("--")),
        "There are words that belong to no option beside --%s; put its value in single quotes.",
        String.join(", --", secrets.keySet()));
    return new S3Arguments(secrets, others);
  }

  /** The first option that may hold a secret, as it is written, in capitals or not. */
  public static Optional<String> firstSecret(List<String> arguments) {
    return arguments.stream()
        .map(ALIKE::matcher)
        .filter(Matcher::matches)
        .map(secret -> secret.group(1))
        .findFirst();
  }

  /** The arguments that hold no secret. */
  public List<String> others() {
    return others;
  }

  /**
   * Sets the secrets on the options that were made of the others, and RiskNet's defaults for S3.
   *
   * @throws IllegalArgumentException when one of them, or the endpoint, is not understood
   */
  public void addTo(PipelineOptions options) {
    var s3 = options.as(S3Options.class);
    secrets.forEach((name, json) -> set(s3, name, json));
    if (isAbsent("s3ClientFactoryClass")) {
      s3.setS3ClientFactoryClass(S3Clients.class);
    }
    if (isAbsent("s3UploadBufferSizeBytes")) {
      s3.setS3UploadBufferSizeBytes(UPLOAD_BYTES);
    }
    if (isAbsent("awsRegion")) {
      // Beam would look for one at once, and ask the network for it, whether S3 is used or not; the
      // client looks when it is used.
      s3.setAwsRegion(null);
    }
    var endpoint = s3.getEndpoint();
    checkArgument(
        endpoint == null || String.valueOf(endpoint.getScheme()).matches("https?"),
        "--endpoint=%s is no address; write it as https://HOST or http://HOST:PORT.",
        endpoint);
  }

  private boolean isAbsent(String name) {
    return others.stream().noneMatch(argument -> argument.startsWith("--" + name + "="));
  }

  private static void set(S3Options options, String name, String json) {
    switch (name) {
      case CREDENTIALS ->
          options.setAwsCredentialsProvider(parse(name, json, AwsCredentialsProvider.class));
      case PROXY -> options.setProxyConfiguration(parse(name, json, ProxyConfiguration.class));
      default -> options.setSSECustomerKey(parse(name, json, SSECustomerKey.class));
    }
  }

  /** Without the parser's words and cause, which repeat what they are about. */
  private static <T> T parse(String name, String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalArgumentException(
          "--%s is not understood; it is a JSON object in single quotes, such as %s."
              .formatted(
                  name,
                  switch (name) {
                    case CREDENTIALS ->
                        "{\"@type\":\"StaticCredentialsProvider\",\"accessKeyId\":\"...\",\"secretAccessKey\":\"...\"}";
                    case PROXY -> "{\"endpoint\":\"http://HOST:PORT\"}";
                    default -> "{\"key\":\"...\",\"algorithm\":\"AES256\"}";
                  }));
    }
  }
}
