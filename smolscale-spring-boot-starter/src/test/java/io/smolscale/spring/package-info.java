@NullMarked
package io.smolscale.spring;

import org.jspecify.annotations.NullMarked;
