/// What the commands say to their user: tables, numbers, progress, and failures in words.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.report;
