/// # The recorder's other end
///
/// `smolscale record` switches a recording on in a JVM, waits, takes it over and switches it off.
/// [Trace][io.smolscale.cli.record.Trace] is what comes; the rest writes it for viewers.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.record;
