package io.smolscale;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// What this class tests holds for every virtual thread of a JVM on smolscale: the build runs it
/// once as a library and once with the option file, and with `-Pmatrix` once more under the agent.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("also-under-agent")
@interface AlsoUnderAgent {}
