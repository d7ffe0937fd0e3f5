/// # Pools that run plain tasks
///
/// A [Pool] is somebody's executor, configured as its own documentation advises for as many threads
/// as there are cores; a system property says whose. Programs that are written as callbacks need
/// two things of it: to run a task, and to wake up somebody who waits for a message ([Mailbox]).
@NullMarked
package io.smolscale.bench.task;

import org.jspecify.annotations.NullMarked;
