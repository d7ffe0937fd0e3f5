package io.smolscale.apps;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// Uses a virtual thread, and then prints what in the system properties is not as a program
/// expects.
public final class SystemProperties {
  private SystemProperties() {}

  /// Runs it.
  public static void main(String[] args) throws IOException, InterruptedException {
    Thread.startVirtualThread(() -> {}).join();
    for (Map.Entry<Object, Object> entry : System.getProperties().entrySet()) {
      boolean strings = entry.getKey() instanceof String && entry.getValue() instanceof String;
      if (!strings || entry.getKey().toString().contains("smolscale")) {
        System.out.println("unexpected: " + entry);
      }
    }
    System.getProperties().store(OutputStream.nullOutputStream(), "stored");
    System.out.println("stored");
  }
}
