/// smolscale in a Spring Boot application. There is nothing to call: what the starter does is said
/// by its properties, `smolscale.server.inside` and `smolscale.schedulers.NAME.…`, which are in
/// [SchedulerProperties][io.smolscale.spring.SchedulerProperties] and
/// [SmolscaleServerProperties][io.smolscale.spring.SmolscaleServerProperties].
@NullMarked
package io.smolscale.spring;

import org.jspecify.annotations.NullMarked;
