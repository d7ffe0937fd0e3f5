/// # The doctor
///
/// Says whether virtual threads run on smolscale in a JVM, and if not, why not. `java -jar
/// smolscale.jar` starts a second JVM with the agent and has
/// [Doctor][io.smolscale.internal.doctor.Doctor] look around in it, because what an agent can do is
/// decided before `main`: nothing that a JVM without it says about itself would be proof.
@NullMarked
package io.smolscale.internal.doctor;

import org.jspecify.annotations.NullMarked;
