package io.risknet.infra.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as the Pricing API and EC2 do, from files, and remembers what it was asked. */
final class FakeAws implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final String products;
  private final int status;

  /** A request: its body, and the scope that it was signed for. */
  record Asked(String body, String authorization) {}

  private FakeAws(String products, int status) throws IOException {
    this.products = products;
    this.status = status;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** One that knows m6i.xlarge in eu-west-1. */
  static FakeAws start() throws IOException {
    return new FakeAws(resource("get-products.json"), 200);
  }

  /** One that knows no product. */
  static FakeAws knowingNothing() throws IOException {
    return new FakeAws("{\"FormatVersion\":\"aws_v1\",\"PriceList\":[]}", 200);
  }

  /** One that refuses whoever asks. */
  static FakeAws refusing() throws IOException {
    return new FakeAws("{\"__type\":\"AccessDeniedException\",\"Message\":\"not allowed\"}", 400);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Asked> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body =
          URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8);
      asked.add(new Asked(body, exchange.getRequestHeaders().getFirst("Authorization")));
      boolean pricing = exchange.getRequestHeaders().containsKey("X-Amz-Target");
      var text = pricing ? products : resource(spotPage(body));
      exchange
          .getResponseHeaders()
          .set("Content-Type", pricing ? "application/x-amz-json-1.1" : "text/xml");
      var bytes = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(pricing ? status : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String spotPage(String body) {
    return body.contains("NextToken=next")
        ? "spot-price-history-2.xml"
        : "spot-price-history-1.xml";
  }

  private static String resource(String name) throws IOException {
    return Resources.toString(Resources.getResource(FakeAws.class, name), UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
