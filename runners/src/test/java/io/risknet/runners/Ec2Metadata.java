package io.risknet.runners;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The instance metadata of several machines, which is told to those only that bring a token. */
final class Ec2Metadata implements AutoCloseable {
  private static final String TOKEN = "token-of-the-session";

  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final HttpServer server;

  private Ec2Metadata(HttpServer server) {
    this.server = server;
  }

  static Ec2Metadata start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var metadata = new Ec2Metadata(server);
    server.createContext("/", metadata::answer);
    server.start();
    return metadata;
  }

  /** Where a machine finds its own. */
  String endpoint(String machine) {
    return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), machine);
  }

  /** Lets a machine know something, such as {@code local-ipv4}. */
  void set(String machine, String name, String value) {
    values.put("/%s/latest/meta-data/%s".formatted(machine, name), value);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.endsWith("/latest/api/token")) {
        send(exchange, exchange.getRequestMethod().equals("PUT") ? 200 : 405, TOKEN);
      } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
        send(exchange, 401, "Unauthorized");
      } else if (values.containsKey(path)) {
        send(exchange, 200, values.get(path));
      } else {
        send(exchange, 404, "Not found");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    exchange.getResponseBody().write(body.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
