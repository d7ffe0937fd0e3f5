@NullMarked
package io.smolscale.bench.pages;

import org.jspecify.annotations.NullMarked;
