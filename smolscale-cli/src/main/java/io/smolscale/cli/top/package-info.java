/// # A page about a JVM that runs
///
/// `smolscale top` asks once a second. [Sample][io.smolscale.cli.top.Sample] is what it learns: the
/// answer of the smolscale in that JVM, and what the operating system and the JVM's file of
/// counters say without asking the JVM. [Rates][io.smolscale.cli.top.Rates] is the difference of
/// two. [Page][io.smolscale.cli.top.Page] makes lines of that, as a function; the
/// [terminal][io.smolscale.cli.top.Screen] shows them, and hands on the keys.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.top;
