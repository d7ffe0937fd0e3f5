@org.jspecify.annotations.NullMarked
package io.smolscale.dist;
