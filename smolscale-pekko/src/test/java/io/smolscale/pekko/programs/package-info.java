/// Programs that the tests start in JVMs of their own.
@NullMarked
package io.smolscale.pekko.programs;

import org.jspecify.annotations.NullMarked;
