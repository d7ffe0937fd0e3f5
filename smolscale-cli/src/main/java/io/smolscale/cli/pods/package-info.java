/// `smolscale demo pods`: a service with one processor, beside what makes services stop answering.
///
/// A [Fault] is what goes wrong beside the service, in its own JVM ([FaultyService]). A
/// [Placement][io.smolscale.cli.jvm.Placement] says on which processors that JVM and the load run.
/// A [Trial] is one of them on one scheduler, and [PodsText] and [PodsJson] are what the user gets.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.pods;
