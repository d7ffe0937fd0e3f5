/// # Services that the benchmarks measure
///
/// Each module of this folder holds services as their framework's users write them: the
/// framework's own starter, the settings that its documentation advises, and nothing that knows of
/// smolscale, except where a service is asked to bring its event loop inside. This package holds
/// what they share: the words of the command line ([Program], [Setting]), the line `READY PORT`,
/// the end, and [Companion], a second process such as a database.
///
///     ./mvnw -q package -DskipTests -Pservices
///     java -jar smolscale-services/helidon/target/smolscale-services-helidon.jar --help
@NullMarked
package io.smolscale.services;

import org.jspecify.annotations.NullMarked;
