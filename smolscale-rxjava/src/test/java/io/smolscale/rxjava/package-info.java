/// Tests of RxJava's schedulers on smolscale.
@NullMarked
package io.smolscale.rxjava;

import org.jspecify.annotations.NullMarked;
