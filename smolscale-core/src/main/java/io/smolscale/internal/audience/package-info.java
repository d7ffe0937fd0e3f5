/// # Who observes this JVM
///
/// [Audience] serves flight recordings and bean servers when they come. Above all other packages,
/// and loaded by name.
@NullMarked
package io.smolscale.internal.audience;

import org.jspecify.annotations.NullMarked;
