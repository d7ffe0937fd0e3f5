/// Programs that the integration tests run in a JVM of their own. Most know nothing of smolscale.
package io.smolscale.apps;
