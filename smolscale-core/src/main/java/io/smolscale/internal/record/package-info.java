/// # The recorder
///
/// What virtual threads and plain tasks did for a while: each run on a worker, with who made it
/// able to run and when, and what a thread parked for afterwards. `smolscale record` switches it on
/// and off.
///
/// ## Off means free
///
/// Each crew looks at one field, where something comes in: is there a
/// [Tap][io.smolscale.internal.worker.Tap]? While a recording is on, it is one, and puts a
/// [RecordedRun][io.smolscale.internal.record.RecordedRun] in the place of what comes. The workers
/// know nothing of it, and without a recording no class of this package is loaded.
///
/// ## What is not in it
///
/// A run of a thread that could go on before the recording began, and of a task that was submitted
/// before that.
@NullMarked
package io.smolscale.internal.record;

import org.jspecify.annotations.NullMarked;
