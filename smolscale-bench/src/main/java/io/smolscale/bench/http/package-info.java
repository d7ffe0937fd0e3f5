/// # A small HTTP service under a fixed load
///
/// A [Server] answers a `GET` on keep-alive connections: blocking code on one thread a connection
/// ([BlockingServer]), or a selector loop on one thread ([LoopServer]) that serves the very same
/// bytes ([Wire]) and is the floor below which no scheduler can come.
///
/// The load comes from another JVM, so that its CPU time is nobody's but its own. [LoadProcess] is
/// the handle that the measured JVM has of it; [Load] is its main class, with a selector loop
/// ([LoadGenerator]) that sends when [Arrivals] says so, whether or not answers have come. Between
/// the two there is a line of text a measurement, and nothing while it runs.
@NullMarked
package io.smolscale.bench.http;

import org.jspecify.annotations.NullMarked;
