package io.risknet.pipelines.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A tracking server that remembers what it is sent, and answers as MLflow does. */
final class FakeMlflow implements AutoCloseable {
  /** A request. */
  record Call(String method, String path, String authorization, String body) {
    JsonNode json() {
      try {
        return JsonMapper.builder().build().readTree(body);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  final List<Call> calls = new ArrayList<>();

  /** Status and body by the end of the path, in place of the usual answer. */
  final Map<String, Map.Entry<Integer, String>> answers = new TreeMap<>();

  /** The requests that are answered by an error, in place of the usual answer. */
  Predicate<Call> fails = call -> false;

  /** The requests of whose answer half is sent, and then nothing. */
  Predicate<Call> stalls = call -> false;

  String artifacts = "mlflow-artifacts:/7/run-%d/artifacts";
  private final HttpServer server;
  private int runs;

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests whose path ends so, in their order. */
  List<Call> to(String path) {
    return calls.stream().filter(call -> call.path().endsWith(path)).toList();
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var query = exchange.getRequestURI().getQuery();
    var call =
        new Call(
            exchange.getRequestMethod(),
            path + (query == null ? "" : "?" + query),
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    calls.add(call);
    var answer =
        answers.entrySet().stream()
            .filter(of -> path.endsWith(of.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseGet(
                () ->
                    fails.test(call)
                        ? Map.entry(500, "{\"error_code\": \"INTERNAL_ERROR\"}")
                        : usual(path));
    var body = answer.getValue().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.getKey(), body.length);
    if (stalls.test(call)) {
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
      return;
    }
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Map.Entry<Integer, String> usual(String path) {
    if (path.endsWith("experiments/get-by-name")) {
      return Map.entry(404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");
    }
    if (path.endsWith("experiments/create")) {
      return Map.entry(200, "{\"experiment_id\": \"7\"}");
    }
    if (path.endsWith("runs/create")) {
      var uri = artifacts.formatted(runs);
      return Map.entry(
          200,
          "{\"run\": {\"info\": {\"run_id\": \"run-%d\", \"status\": \"RUNNING\", \"artifact_uri\": \"%s\"}}}"
              .formatted(runs++, uri));
    }
    return Map.entry(200, "{}");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
