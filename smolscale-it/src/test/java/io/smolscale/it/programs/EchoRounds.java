package io.smolscale.it.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingStream;

/// Virtual threads talk over sockets while a tool comes and goes, round by round. After each, every
/// connection must go on. Prints how many rounds it was.
///
/// The arguments: `recording`, `stream` or `profile`; the number of rounds; and for a profile
/// async-profiler's jar and library.
public final class EchoRounds {
  private static final int CONNECTIONS = 20;
  private static final int BYTES = 16;
  private static final long TOOL_MILLIS = 30;

  private final AtomicLongArray messages = new AtomicLongArray(CONNECTIONS);

  private EchoRounds() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    EchoRounds echo = new EchoRounds();
    int rounds = Integer.parseInt(args[1]);
    try (ServerSocket server = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> accept(server));
      for (int i = 0; i < CONNECTIONS; i++) {
        int number = i;
        Thread.startVirtualThread(() -> echo.talk(server, number));
      }
      Tool tool = tool(args);
      for (int round = 0; round < rounds; round++) {
        tool.comeAndGo();
        echo.awaitProgress();
      }
    }
    System.out.println("rounds: " + rounds);
    Lifeline.awaitEndOfInput();
    System.exit(0);
  }

  private static Tool tool(String... args) throws Exception {
    return switch (args[0]) {
      case "recording" -> EchoRounds::record;
      case "stream" -> EchoRounds::stream;
      case "profile" -> profiler(Path.of(args[2]), args[3]);
      default -> throw new IllegalArgumentException(args[0]);
    };
  }

  private static void record() throws Exception {
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.start();
      Thread.sleep(TOOL_MILLIS);
      recording.stop();
    }
  }

  /// As Micrometer does for virtual threads.
  private static void stream() throws InterruptedException {
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("jdk.VirtualThreadPinned").withStackTrace();
      stream.enable("jdk.VirtualThreadSubmitFailed");
      stream.onEvent("jdk.VirtualThreadPinned", event -> {});
      stream.startAsync();
      Thread.sleep(TOOL_MILLIS);
    }
  }

  @SuppressWarnings("resource") // the profiler is there to the end
  private static Tool profiler(Path jar, String library) throws Exception {
    URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
    Class<?> type = loader.loadClass("one.profiler.AsyncProfiler");
    Object profiler = type.getMethod("getInstance", String.class).invoke(null, library);
    var execute = type.getMethod("execute", String.class);
    return () -> {
      execute.invoke(profiler, "start,event=itimer,interval=1ms");
      Thread.sleep(TOOL_MILLIS);
      execute.invoke(profiler, "stop");
    };
  }

  private static void accept(ServerSocket server) {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> answer(socket));
      } catch (IOException e) {
        return; // the end
      }
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // the other side has ended
    }
  }

  private void talk(ServerSocket server, int number) {
    try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      byte[] message = new byte[BYTES];
      while (true) {
        out.write(message);
        if (in.readNBytes(BYTES).length < BYTES) {
          return;
        }
        if (messages.incrementAndGet(number) % 50 == 0) {
          Thread.sleep(1);
        }
      }
    } catch (IOException | InterruptedException e) {
      // It makes no progress from now on, which is seen.
    }
  }

  /// Waits until each connection has gone on; whoever started this has a limit.
  private void awaitProgress() throws InterruptedException {
    for (int i = 0; i < CONNECTIONS; i++) {
      long before = messages.get(i);
      while (messages.get(i) == before) {
        Thread.sleep(1);
      }
    }
  }

  /// What comes and goes.
  @FunctionalInterface
  private interface Tool {
    void comeAndGo() throws Exception;
  }
}
