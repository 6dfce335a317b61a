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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy before an HTTP server that serves a share of the requests badly: of twenty in turn, one
 * is answered 503, one late, and one is cut, a read amid its answer and a write before it arrives.
 * Whoever repeats a request gets through. All else passes byte by byte, the {@code Host} that
 * requests are signed with among it.
 *
 * <pre>{@code
 * try (var proxy = FaultyProxy.before(server.endpoint())) {
 *   CommandLine.succeed(..., "--endpoint=" + proxy.endpoint());
 *   assertThat(proxy.faults()).containsOnlyKeys(FaultyProxy.Fault.values());
 * }
 * }</pre>
 */
public final class FaultyProxy implements AutoCloseable {
  private static final int PERIOD = 20;
  private static final Duration LATE = Duration.ofMillis(700);
  private static final String UNAVAILABLE =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  /** What happens to a request. */
  public enum Fault {
    UNAVAILABLE,
    SLOW,
    CUT
  }

  private final URI server;
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<Fault, Integer> faults = new ConcurrentHashMap<>();

  private FaultyProxy(URI server, ServerSocket socket) {
    this.server = server;
    this.socket = socket;
  }

  /** Starts one on a free port of the loopback interface. */
  public static FaultyProxy before(URI server) {
    try {
      var proxy = new FaultyProxy(server, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
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

  /** How often there was each fault. */
  public Map<Fault, Integer> faults() {
    return Map.copyOf(faults);
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
    var fault = nextFault();
    fault.ifPresent(which -> faults.merge(which, 1, Integer::sum));
    if (fault.equals(Optional.of(Fault.UNAVAILABLE))) {
      out.write(UNAVAILABLE.getBytes(ISO_8859_1));
      return false;
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

  /** Early within a period, as small runs have few requests. */
  private Optional<Fault> nextFault() {
    return switch (requests.incrementAndGet() % PERIOD) {
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
