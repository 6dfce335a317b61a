package io.risknet.runners.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A proxy before an HTTP server that serves some of the requests badly. All others pass byte by
 * byte, the {@code Host} that they are signed with among it.
 *
 * <pre>{@code
 * try (var proxy = FaultyProxy.before(server.endpoint())) {
 *   CommandLine.succeed(..., "--endpoint=" + proxy.endpoint());
 *   assertThat(proxy.faultsOf("PUT .*")).contains(FaultyProxy.Fault.CUT);
 * }
 * }</pre>
 */
public final class FaultyProxy implements AutoCloseable {
  private static final int PERIOD = 20;
  private static final Duration LATE = Duration.ofMillis(700);

  /** What happens to a request. */
  public enum Fault {
    /** It is answered 503. */
    UNAVAILABLE,
    /** Its answer is late. */
    SLOW,
    /** The connection breaks, amid the answer to a read, and before a write arrives. */
    CUT,
    /** It is answered 403, however often it is repeated. */
    REFUSED
  }

  /**
   * A request that was served badly.
   *
   * @param line its first one
   */
  private record Faulty(String line, Fault fault) {}

  private final URI server;
  private final Function<HttpHead, Optional<Fault>> rule;
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Faulty> faults = new ConcurrentLinkedQueue<>();

  private FaultyProxy(URI server, Function<HttpHead, Optional<Fault>> rule, ServerSocket socket) {
    this.server = server;
    this.rule = rule;
    this.socket = socket;
  }

  /**
   * Starts one, on a free port of the loopback interface, that serves three of twenty requests in
   * turn badly, in a way of its own each. Whoever repeats a request gets through.
   */
  public static FaultyProxy before(URI server) {
    var requests = new AtomicInteger();
    return start(server, request -> inTurn(requests.incrementAndGet()));
  }

  /** Starts one that refuses the requests whose first line matches. */
  public static FaultyProxy refusing(URI server, String line) {
    return start(
        server,
        request -> request.start().matches(line) ? Optional.of(Fault.REFUSED) : Optional.empty());
  }

  private static FaultyProxy start(URI server, Function<HttpHead, Optional<Fault>> rule) {
    try {
      var socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
      var proxy = new FaultyProxy(server, rule, socket);
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** What happened to requests whose first line matches. */
  public Set<Fault> faultsOf(String line) {
    return faults.stream()
        .filter(faulty -> faulty.line().matches(line))
        .map(Faulty::fault)
        .collect(Collectors.toSet());
  }

  private void accept() {
    try {
      while (true) {
        var client = socket.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // It has been closed.
    }
  }

  private void serve(Socket client) {
    try (client;
        var upstream = new Socket(server.getHost(), server.getPort())) {
      var in = new BufferedInputStream(client.getInputStream());
      var answers = new BufferedInputStream(upstream.getInputStream());
      boolean open = true;
      while (open) {
        var request = HttpHead.read(in);
        open =
            request.isPresent()
                && exchange(
                    request.get(),
                    in,
                    new BufferedOutputStream(upstream.getOutputStream()),
                    answers,
                    client.getOutputStream());
      }
    } catch (IOException e) {
      // One side hung up, and so does this one.
    }
  }

  /** Passes a request on, and its answer back; and tells whether the connection goes on. */
  private boolean exchange(
      HttpHead request,
      InputStream in,
      OutputStream upstream,
      InputStream answers,
      OutputStream out)
      throws IOException {
    var fault = rule.apply(request);
    fault.ifPresent(which -> faults.add(new Faulty(request.start(), which)));
    if (fault.equals(Optional.of(Fault.UNAVAILABLE))) {
      return answer("503 Slow Down", out);
    }
    if (fault.equals(Optional.of(Fault.REFUSED))) {
      return answer("403 Forbidden", out);
    }
    boolean cut = fault.equals(Optional.of(Fault.CUT));
    if (cut && !request.start().startsWith("GET ")) {
      return false;
    }
    if (!request.field("Expect").isEmpty()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    }
    request.without("Expect").write(upstream);
    request.copyBody(in, upstream);
    var answer = HttpHead.read(answers).orElseThrow(() -> new IOException("The server hung up."));
    var bytes = new ByteArrayOutputStream();
    answer.write(bytes);
    if (!request.start().startsWith("HEAD ")) {
      answer.copyBody(answers, bytes);
    }
    if (fault.equals(Optional.of(Fault.SLOW))) {
      LockSupport.parkNanos(LATE.toNanos());
    }
    out.write(bytes.toByteArray(), 0, cut ? bytes.size() / 2 : bytes.size());
    return !cut && !answer.field("Connection").equals("close");
  }

  /** Answers without a body, after which the connection does not go on. */
  private static boolean answer(String status, OutputStream out) throws IOException {
    var answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    out.write(answer.getBytes(ISO_8859_1));
    return false;
  }

  /** Early within a period, as small runs have few requests. */
  private static Optional<Fault> inTurn(int request) {
    return switch (request % PERIOD) {
      case 3 -> Optional.of(Fault.UNAVAILABLE);
      case 8 -> Optional.of(Fault.SLOW);
      case 13 -> Optional.of(Fault.CUT);
      default -> Optional.empty();
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
