/// # The global scheduler
///
/// What the agent and the library share: the settings of the process and the one crew that they
/// make.
@NullMarked
package io.smolscale.internal.runtime;

import org.jspecify.annotations.NullMarked;
