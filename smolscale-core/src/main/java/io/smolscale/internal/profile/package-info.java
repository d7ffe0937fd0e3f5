/// # Profile mode
///
/// What a scheduler's tasks cost, by the place that spawned them: [Sites] is the table, [Site] a
/// row.
///
/// ## How a run is seen
///
/// The workers know nothing of it. What they are given to run is wrapped before it gets to them: a
/// plain task in a [TimedTask] when it is submitted, and a virtual thread in a [TimedRun] each time
/// that the VM hands it over, by a [ProfiledHost] between the VM and the crew. The VM's own object
/// for a thread does not say which thread it is, nor who started it. So threads of the API get an
/// executor of their site ([ProfiledThreads]), and those that the JDK's factories make under the
/// agent are known by that object, from the first time that it comes ([SiteOfThread]).
///
/// ## Off means free
///
/// Without the switch there is no table; schedulers look at one final field when they are given
/// something, the VM's executor is the crew's own, and no class of this package is ever loaded.
@NullMarked
package io.smolscale.internal.profile;

import org.jspecify.annotations.NullMarked;
