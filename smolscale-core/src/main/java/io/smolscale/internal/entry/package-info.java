/// # The entry that is no agent
///
/// The option file names `smolscale.SystemLoader` as the system class loader. The JDK makes one
/// while it starts, and that is when [Entry][io.smolscale.internal.entry.Entry] is run.
@NullMarked
package io.smolscale.internal.entry;

import org.jspecify.annotations.NullMarked;
