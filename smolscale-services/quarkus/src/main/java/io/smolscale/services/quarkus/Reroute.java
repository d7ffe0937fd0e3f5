package io.smolscale.services.quarkus;

import io.smolscale.services.Threads;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Leads requests to the path for the threads that the setting asks for. Requests for virtual
/// threads are there already, so they pay nothing; the others pay a few microseconds.
@ApplicationScoped
public class Reroute {
  /// The property that names the threads.
  static final String THREADS = "service.threads";

  private static final String ORDERS = "/orders/";
  private static final int BEFORE_ALL_OTHERS = Integer.MIN_VALUE;

  /// Quarkus calls it.
  void install(@Observes Router router, @ConfigProperty(name = THREADS) String threads) {
    if (!threads.equals(Threads.VIRTUAL.toString())) {
      router
          .route(ORDERS + "*")
          .order(BEFORE_ALL_OTHERS)
          .handler(request ->
              request.reroute(
                  "/" + threads + "/" + request.normalizedPath().substring(ORDERS.length())));
    }
  }
}
