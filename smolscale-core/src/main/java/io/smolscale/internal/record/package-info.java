/// # The recorder
///
/// What the JVM's virtual threads did for a while: each run of one on a worker, with who made it
/// able to run and when, and what it parked for afterwards. `smolscale record` switches it on and
/// off.
///
/// ## Off means free
///
/// The host between the VM and the crew is [read at each call][io.smolscale.internal.jdk.LateHost]
/// anyway, because it is made late. While a recording is on, it is a
/// [RecordingHost][io.smolscale.internal.record.RecordingHost] instead of the crew, and afterwards
/// the crew again. The workers know nothing of it, and without a recording no class of this package
/// is loaded.
///
/// ## What is not in it
///
/// Plain tasks, and the threads of schedulers that a program makes: those go to their crew
/// directly. And a run of a thread that could go on before the recording began.
@NullMarked
package io.smolscale.internal.record;

import org.jspecify.annotations.NullMarked;
