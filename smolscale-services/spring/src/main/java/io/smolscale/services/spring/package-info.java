/// Services on Spring Boot 4, whose Tomcat answers on virtual or on platform threads.
@NullMarked
package io.smolscale.services.spring;

import org.jspecify.annotations.NullMarked;
