package io.smolscale.cli.share;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Virtual threads that answer each other over blocking sockets.
final class Echoes {
  private static final int CONNECTIONS = 4;

  private Echoes() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept();
        client.getOutputStream().write(i);
        Thread.ofVirtual().start(() -> echo(client));
        Thread.ofVirtual().start(() -> echo(accepted));
      }
    }
    System.out.println("ready");
    Thread.currentThread().join(); // until it is killed
  }

  private static void echo(Socket socket) {
    try (socket) {
      int read = 0;
      while (read >= 0) {
        read = socket.getInputStream().read();
        socket.getOutputStream().write(read);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
