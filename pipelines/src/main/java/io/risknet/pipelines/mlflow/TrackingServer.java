package io.risknet.pipelines.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.net.UrlEscapers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The few calls of MLflow's REST interface, version 2.0, that logging takes. What goes wrong is an
 * {@link IOException} with a part of a sentence as its message. That has the server's status and
 * its error code, but not its text, which might repeat what it was sent.
 */
final class TrackingServer {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
  private static final int NOT_FOUND = 404;

  private final String address;
  private final Authorization authorization;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * A server.
   *
   * @param address without a slash at the end
   * @param timeout for each answer, to its end: a server that falls silent must not hold up a run
   */
  TrackingServer(String address, Authorization authorization, Duration timeout) {
    this.address = address;
    this.authorization = authorization;
    this.timeout = timeout;
    // Version 1.1, as an upgrade to 2 is offered in a header that some proxies refuse.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /** The id of an experiment, which is made when it is not there. */
  String experiment(String name) throws IOException {
    var query = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, UTF_8);
    var found = send(request(API + query).GET());
    return id(
        found.statusCode() == NOT_FOUND
            ? post("experiments/create", Map.of("name", name))
            : answer(found).path("experiment"),
        "experiment_id");
  }

  /** An id that MLflow gives; the login page of a proxy, a success as well, has none. */
  String id(JsonNode of, String field) throws IOException {
    var id = of.path(field).asText("");
    if (id.isEmpty()) {
      throw new IOException(
          "%s does not answer as an MLflow tracking server; check the address, and that no login page is in front of it"
              .formatted(address));
    }
    return id;
  }

  /** Calls a method of the interface. */
  JsonNode post(String method, Map<String, ?> body) throws IOException {
    return answer(
        send(
            request(API + method)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))));
  }

  /**
   * Puts a file to the artifacts that the server keeps for its clients.
   *
   * @param path from a slash on
   */
  void putArtifact(String path, byte[] bytes) throws IOException {
    answer(
        send(
            request(ARTIFACTS + UrlEscapers.urlFragmentEscaper().escape(path))
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(bytes))));
  }

  private HttpRequest.Builder request(String path) throws IOException {
    var request = HttpRequest.newBuilder(URI.create(address + path));
    try {
      authorization.header().ifPresent(value -> request.header("Authorization", value));
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message shows the header.
      throw new IOException("the credentials in the environment are no text for a header");
    }
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    var response = http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      // The request's own timeout would end with the headers, and a body can stall as well.
      return response.get(timeout.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      throw failure(e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the worker was interrupted", e);
    } finally {
      // Closes the connection of an answer that nobody waits for any more.
      response.cancel(true);
    }
  }

  private IOException failure(Throwable cause) {
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return new IOException(
          "it does not answer within %d s".formatted(timeout.toSeconds()), cause);
    }
    return new IOException(
        cause instanceof ConnectException
            ? "there is no connection to it"
            : "the connection to it broke",
        cause);
  }

  private static JsonNode answer(HttpResponse<byte[]> response) throws IOException {
    var json = json(response.body());
    if (response.statusCode() / 100 == 2) {
      return json;
    }
    var code = json.path("error_code").asText();
    throw new IOException(
        "it answers %d%s to %s"
            .formatted(
                response.statusCode(),
                code.matches("[A-Z_]{1,60}") ? " " + code : "",
                response.request().uri().getPath()));
  }

  /** An empty object where there is none: proxies answer in HTML. */
  private static JsonNode json(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      return MAPPER.createObjectNode();
    }
  }
}
