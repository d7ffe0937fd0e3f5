/// # How long a JVM takes to start
///
/// [StartUp] is `./smolscale bench startup`: it starts small programs ([Line], [OneThread]) with
/// and without smolscale, in turn, and says how long each took from the call that starts the
/// process to its end.
@NullMarked
package io.smolscale.bench.startup;

import org.jspecify.annotations.NullMarked;
