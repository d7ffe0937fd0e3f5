/// Tomcat's poller and acceptor [on smolscale's workers][io.smolscale.tomcat.SmolscaleProtocol].
@NullMarked
package io.smolscale.tomcat;

import org.jspecify.annotations.NullMarked;
