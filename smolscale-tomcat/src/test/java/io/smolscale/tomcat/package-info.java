@NullMarked
package io.smolscale.tomcat;

import org.jspecify.annotations.NullMarked;
