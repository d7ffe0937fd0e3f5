package io.smolscale.services.quarkus;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/// Answers with an order as JSON. Quarkus binds a path to a kind of threads when it builds the
/// service, so there is a path for each kind; [Reroute] leads requests to the one that is asked
/// for.
@Path("/")
public class OrderResource {
  /// Answers on a virtual thread.
  @GET
  @Path("orders/{number}")
  @RunOnVirtualThread
  public Order onVirtualThread(@PathParam("number") long number) {
    return Order.of(number);
  }

  /// Answers on a thread of Quarkus' pool.
  @GET
  @Path("platform/{number}")
  @Blocking
  public Order onPlatformThread(@PathParam("number") long number) {
    return Order.of(number);
  }

  /// Answers on the event loop.
  @GET
  @Path("loop/{number}")
  @NonBlocking
  public Order onLoop(@PathParam("number") long number) {
    return Order.of(number);
  }
}
