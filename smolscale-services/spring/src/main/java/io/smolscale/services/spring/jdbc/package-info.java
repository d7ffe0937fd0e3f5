/// A service in front of a PostgreSQL, with the pool that Spring Boot brings.
@NullMarked
package io.smolscale.services.spring.jdbc;

import org.jspecify.annotations.NullMarked;
