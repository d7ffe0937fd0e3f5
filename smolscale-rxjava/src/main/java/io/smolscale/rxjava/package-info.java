/// # RxJava on smolscale
///
/// [SmolscaleSchedulers][io.smolscale.rxjava.SmolscaleSchedulers] is the whole API.
@NullMarked
package io.smolscale.rxjava;

import org.jspecify.annotations.NullMarked;
