package io.risknet.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What {@link ClusterIT} looks with sees what there is to see. */
class ListeningSocketsTest {

  @Test
  void aSocketOnAllAddressesIsBeyondLoopback() throws IOException {
    try (var socket = new ServerSocket(0)) {
      assertThat(find(socket).isLoopback()).isFalse();
    }
  }

  @Test
  void aSocketOnLoopbackIsNot() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(find(socket).isLoopback()).isTrue();
    }
  }

  private static ListeningSockets.Socket find(ServerSocket socket) throws IOException {
    return ListeningSockets.of(ProcessHandle.current().pid()).stream()
        .filter(listening -> listening.port() == socket.getLocalPort())
        .findFirst()
        .orElseThrow();
  }
}
