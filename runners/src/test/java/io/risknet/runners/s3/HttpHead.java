package io.risknet.runners.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.io.ByteStreams;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 message, as it was sent.
 *
 * @param start the request or status line
 * @param fields the header's lines
 */
record HttpHead(String start, List<String> fields) {

  /** Reads one; nothing when the other side has hung up. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    var start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    var fields = new ArrayList<String>();
    for (var field = line(in); !field.isEmpty(); field = line(in)) {
      fields.add(field);
    }
    return Optional.of(new HttpHead(start, fields));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString().strip();
      }
      line.append((char) next);
    }
    return "";
  }

  /** The value of a field, in lower case; empty when there is none. */
  String field(String name) {
    return fields.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  /** The same without a field. */
  HttpHead without(String name) {
    return new HttpHead(
        start,
        fields.stream()
            .filter(line -> !line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
            .toList());
  }

  void write(OutputStream out) throws IOException {
    out.write((start + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n").getBytes(ISO_8859_1));
  }

  /** Copies the body that follows, which is as long as this head says. */
  void copyBody(InputStream in, OutputStream out) throws IOException {
    if (field("Transfer-Encoding").equals("chunked")) {
      copyChunks(in, out);
    } else if (!field("Content-Length").isEmpty()) {
      copy(in, Long.parseLong(field("Content-Length")), out);
    }
    out.flush();
  }

  private static void copyChunks(InputStream in, OutputStream out) throws IOException {
    long size;
    do {
      var line = line(in);
      size = Long.parseLong(line.replaceFirst(";.*", ""), 16);
      out.write((line + "\r\n").getBytes(ISO_8859_1));
      // With the line break that ends it.
      copy(in, size + 2, out);
    } while (size > 0);
  }

  private static void copy(InputStream in, long bytes, OutputStream out) throws IOException {
    if (ByteStreams.copy(ByteStreams.limit(in, bytes), out) < bytes) {
      throw new EOFException("A body broke off.");
    }
  }
}
