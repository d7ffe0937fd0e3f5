package io.smolscale.services.quarkus;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;

/// Says on which port Quarkus serves, and keeps it up.
public final class Application implements QuarkusApplication {
  private static final CompletableFuture<Integer> PORT = new CompletableFuture<>();

  /// Quarkus calls it.
  public Application() {}

  /// Waits until Quarkus serves.
  static int port() {
    return PORT.join();
  }

  @Override
  public int run(String... args) {
    PORT.complete(ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class));
    Quarkus.waitForExit();
    return 0;
  }
}
