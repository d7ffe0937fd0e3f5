/// What the tests start: servers and a client of a database, set up as their manuals say, with
/// nothing in them that knows of smolscale.
@NullMarked
package io.smolscale.it.programs;

import org.jspecify.annotations.NullMarked;
