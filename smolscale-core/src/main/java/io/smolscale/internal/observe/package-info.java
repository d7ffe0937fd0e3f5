/// # What reports are made of
///
/// [Histogram] holds waits, [Census] counts virtual threads by what they wait for, [ProcessorTimes]
/// reads what the operating system knows of a thread, and [Events] is where the workers say what
/// happens, while somebody listens.
///
/// Nothing here is on the way of a task. What has a price is paid by the thread that asks.
@NullMarked
package io.smolscale.internal.observe;

import org.jspecify.annotations.NullMarked;
