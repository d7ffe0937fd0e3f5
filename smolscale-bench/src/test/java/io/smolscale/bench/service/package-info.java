@NullMarked
package io.smolscale.bench.service;

import org.jspecify.annotations.NullMarked;
