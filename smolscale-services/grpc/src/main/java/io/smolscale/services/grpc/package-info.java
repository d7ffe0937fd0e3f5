/// Services on gRPC's Netty, and the load that asks them.
@NullMarked
package io.smolscale.services.grpc;

import org.jspecify.annotations.NullMarked;
