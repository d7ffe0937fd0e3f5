/// The entry point of `-javaagent:smolscale.jar`. `AgentMain` is compiled for Java 8, so that an
/// old JVM gets a sentence; [Agent][io.smolscale.agent.Agent] does the work.
@NullMarked
package io.smolscale.agent;

import org.jspecify.annotations.NullMarked;
