/// # What a flight recording shows of smolscale
///
/// [Recorder] hears what the workers say, and writes it down as events of its own. Nothing here is
/// loaded before a recording has begun in this JVM, which may be without `jdk.jfr`.
@NullMarked
package io.smolscale.internal.jfr;

import org.jspecify.annotations.NullMarked;
