package io.risknet.infra.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * CloudFormation, Auto Scaling, S3 and Systems Manager as an HTTP server that gives the answers it
 * was told, and remembers what it was asked. An answer that is the last of its kind is given again
 * and again.
 */
final class FakeAws implements BeforeEachCallback, AfterEachCallback {

  /**
   * What it was asked.
   *
   * @param action in the service's words; for S3 the HTTP method
   * @param path of the URL, with its query
   * @param body as text
   */
  record Request(String action, String path, String body) {

    /** A parameter of the query protocol. */
    Optional<String> parameter(String name) {
      return Optional.ofNullable(form(body).get(name));
    }

    /** The value that a parameter of a CloudFormation template is given. */
    Optional<String> templateParameter(String key) {
      return ofTemplateParameter(key, "ParameterValue");
    }

    /** Whether a parameter of a CloudFormation template stays as it is. */
    boolean keeps(String key) {
      return ofTemplateParameter(key, "UsePreviousValue").orElse("false").equals("true");
    }

    private Optional<String> ofTemplateParameter(String key, String what) {
      var form = form(body);
      return form.entrySet().stream()
          .filter(entry -> entry.getKey().endsWith(".ParameterKey") && entry.getValue().equals(key))
          .map(entry -> entry.getKey().replace("ParameterKey", what))
          .findFirst()
          .map(form::get);
    }
  }

  private record Answer(int status, String type, String body, Map<String, String> headers) {}

  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    // The SDK's own chain of credentials, as users have it.
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.stop(0);
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  AwsClients clients() throws IOException {
    return AwsClients.of(Optional.of("eu-west-1"), Optional.of(endpoint()));
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** An answer of CloudFormation or Auto Scaling. */
  FakeAws xml(String action, String result) {
    var element = action.replaceFirst(" .*", "");
    var body =
        "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(element, result);
    return add(action, new Answer(200, "text/xml", body, Map.of()));
  }

  FakeAws refusal(String action, int status, String code, String message) {
    var body =
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message);
    return add(action, new Answer(status, "text/xml", body, Map.of()));
  }

  /** An answer of Systems Manager. */
  FakeAws json(String action, String body) {
    return add(action, new Answer(200, "application/x-amz-json-1.1", body, Map.of()));
  }

  FakeAws jsonRefusal(String action, String code) {
    return add(
        action,
        new Answer(
            400,
            "application/x-amz-json-1.1",
            "{\"__type\": \"%s\", \"message\": \"\"}".formatted(code),
            Map.of("x-amzn-ErrorType", code)));
  }

  /** An answer of S3 to a method. */
  FakeAws s3(String method, int status, String body, Map<String, String> headers) {
    return add(method, new Answer(status, "application/xml", body, headers));
  }

  /** A stack of RiskNet's as CloudFormation describes it; if a cluster's, of at most 4 workers. */
  FakeAws stack(String name, String status, Map<String, String> outputs) {
    return stack(name, status, outputs, "risknet");
  }

  /** The same, with another tag {@code project}. */
  FakeAws stack(String name, String status, Map<String, String> outputs, String project) {
    var members =
        outputs.entrySet().stream()
            .map(
                output ->
                    "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
                        .formatted(output.getKey(), output.getValue()))
            .collect(Collectors.joining());
    var body =
        "<Stacks><member><StackName>%s</StackName><StackId>arn:aws:cloudformation:x:1:stack/%s/1</StackId><StackStatus>%s</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Parameters><member><ParameterKey>MaxWorkers</ParameterKey><ParameterValue>4</ParameterValue></member></Parameters><Outputs>%s</Outputs><Tags><member><Key>project</Key><Value>%s</Value></member></Tags></member></Stacks>"
            .formatted(name, name, status, members, project);
    return xml("DescribeStacks " + name, body);
  }

  FakeAws noStack(String name) {
    return refusal(
        "DescribeStacks " + name,
        400,
        "ValidationError",
        "Stack with id %s does not exist".formatted(name));
  }

  /** A group of machines that are in service, of which there are to be some number. */
  FakeAws group(String name, int wanted, String... machines) {
    var members =
        Arrays.stream(machines)
            .map(
                id ->
                    "<member><InstanceId>%s</InstanceId><InstanceType>m6i.large</InstanceType><AvailabilityZone>eu-west-1a</AvailabilityZone><LifecycleState>InService</LifecycleState></member>"
                        .formatted(id))
            .collect(Collectors.joining());
    return xml(
        "DescribeAutoScalingGroups " + name,
        "<AutoScalingGroups><member><DesiredCapacity>%d</DesiredCapacity><Instances>%s</Instances></member></AutoScalingGroups>"
            .formatted(wanted, members));
  }

  FakeAws noGroup(String name) {
    return xml("DescribeAutoScalingGroups " + name, "<AutoScalingGroups/>");
  }

  /** Events as CloudFormation lists them, the latest first: resource, status, reason. */
  FakeAws events(String... events) {
    var members =
        Arrays.stream(events)
            .map(event -> event.split("\\|", 3))
            .map(
                parts ->
                    "<member><EventId>%1$s-%2$s</EventId><StackId>1</StackId><StackName>x</StackName><LogicalResourceId>%1$s</LogicalResourceId><ResourceStatus>%2$s</ResourceStatus><ResourceStatusReason>%3$s</ResourceStatusReason></member>"
                        .formatted(parts[0], parts[1], parts.length > 2 ? parts[2] : ""))
            .collect(Collectors.joining());
    return xml("DescribeStackEvents", "<StackEvents>" + members + "</StackEvents>");
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<String> actions() {
    return requests.stream().map(Request::action).toList();
  }

  /** The only request of an action. */
  Request request(String action) {
    var found = requests.stream().filter(request -> request.action().equals(action)).toList();
    if (found.size() != 1) {
      throw new AssertionError(action + " was asked " + found.size() + " times in " + actions());
    }
    return found.get(0);
  }

  private FakeAws add(String action, Answer answer) {
    answers.computeIfAbsent(action, key -> new ArrayDeque<>()).add(answer);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    var type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    String action;
    if (target != null) {
      action = target.replaceFirst(".*\\.", "");
    } else if (type.startsWith("application/x-www-form-urlencoded")) {
      action = form(body).get("Action");
    } else {
      action = exchange.getRequestMethod();
    }
    requests.add(new Request(action, exchange.getRequestURI().toString(), body));
    try (exchange) {
      send(exchange, next(action, body));
    }
  }

  private synchronized Answer next(String action, String body) {
    var asked =
        switch (action) {
          case "DescribeStacks" -> form(body).get("StackName");
          case "DescribeAutoScalingGroups" -> form(body).get("AutoScalingGroupNames.member.1");
          default -> "";
        };
    // By a stack's id too, which has the name in it.
    var name = asked.replaceFirst("^arn:.*:stack/([^/]+)/.*", "$1");
    var queue = answers.getOrDefault((action + " " + name).strip(), new ArrayDeque<>());
    if (queue.isEmpty()) {
      return new Answer(
          501, "text/plain", "The test gives no answer to %s.".formatted(action), Map.of());
    }
    return queue.size() > 1 ? queue.poll() : queue.peek();
  }

  private static void send(HttpExchange exchange, Answer answer) {
    try {
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      var bytes = answer.body().getBytes(UTF_8);
      boolean hasNone = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
      exchange.sendResponseHeaders(answer.status(), hasNone ? -1 : bytes.length);
      if (!hasNone) {
        exchange.getResponseBody().write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], UTF_8),
                pair -> URLDecoder.decode(pair[1], UTF_8),
                (first, second) -> second));
  }
}
