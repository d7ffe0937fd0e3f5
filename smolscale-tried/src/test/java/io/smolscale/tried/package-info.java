/// Frameworks, clients, drivers and agents that we did not write, each in a JVM of its own, under
/// the option file, under the agent and on the JDK's scheduler, with little to do and with much.
@NullMarked
package io.smolscale.tried;

import org.jspecify.annotations.NullMarked;
