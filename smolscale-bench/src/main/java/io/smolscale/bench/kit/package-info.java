/// # The kit for other machines
///
/// [KitCommand] puts a Java runtime ([Runtimes]), the jars and a script into one file ([KitFile]).
/// What runs there is [io.smolscale.bench.Kit].
@NullMarked
package io.smolscale.bench.kit;

import org.jspecify.annotations.NullMarked;
