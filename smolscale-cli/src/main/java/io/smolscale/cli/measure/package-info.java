/// What processes and the machine have used, and how two of them compare.
@org.jspecify.annotations.NullMarked
package io.smolscale.cli.measure;
