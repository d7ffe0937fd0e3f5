/// What the tests share: patience, effort, tallies, and programs in a JVM of their own.
package io.smolscale.testkit;
