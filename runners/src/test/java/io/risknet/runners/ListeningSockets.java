package io.risknet.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The TCP sockets on which a process listens, as the kernel has them in {@code /proc}. */
final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");

  /**
   * 127.x.x.x, ::1 and 127.x.x.x in IPv6, as the kernel writes them: words of four bytes, reversed.
   */
  private static final Pattern LOOPBACK =
      Pattern.compile("\\w{6}7F|0{24}01000000|0{16}FFFF0000\\w{6}7F");

  /**
   * A socket.
   *
   * @param address in the kernel's hexadecimal
   * @param port of it
   */
  record Socket(String address, int port) {
    boolean isLoopback() {
      return LOOPBACK.matcher(address).matches();
    }
  }

  private ListeningSockets() {}

  static List<Socket> of(long pid) throws IOException {
    var inodes = inodes(pid);
    var sockets = new ArrayList<Socket>();
    for (var table : List.of("tcp", "tcp6")) {
      var file = Path.of("/proc", Long.toString(pid), "net", table);
      if (!Files.exists(file)) {
        continue;
      }
      for (var line : Files.readAllLines(file)) {
        var cells = line.strip().split("\\s+", -1);
        if (cells[3].equals(LISTEN) && inodes.contains(cells[9])) {
          var local = cells[1].split(":", -1);
          sockets.add(new Socket(local[0], Integer.parseInt(local[1], 16)));
        }
      }
    }
    return sockets;
  }

  private static Set<String> inodes(long pid) throws IOException {
    var inodes = new HashSet<String>();
    try (var descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (var descriptor : descriptors.toList()) {
        var target = SOCKET.matcher(read(descriptor));
        if (target.matches()) {
          inodes.add(target.group(1));
        }
      }
    }
    return inodes;
  }

  /** What a descriptor stands for; nothing when it was closed meanwhile. */
  private static String read(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
