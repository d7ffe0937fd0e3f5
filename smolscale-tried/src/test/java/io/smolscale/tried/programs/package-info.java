/// What the tests start: small programs, set up as the manuals of their frameworks say, with
/// nothing in them that knows of smolscale.
@NullMarked
package io.smolscale.tried.programs;

import org.jspecify.annotations.NullMarked;
