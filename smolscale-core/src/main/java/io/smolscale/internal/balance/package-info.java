/// # Balance
///
/// When to wake another worker, and what to do about one that is stuck.
///
/// - [HelpRule][io.smolscale.internal.balance.HelpRule]: from the time that a task takes to the
///   length that a ring may have before waiting costs more than waking.
/// - [Pace][io.smolscale.internal.balance.Pace]: a worker's recent time a task, and what follows
///   from it.
/// - [Price][io.smolscale.internal.balance.Price]: what a wake-up costs, and
///   [Ledger][io.smolscale.internal.balance.Ledger]: whether an optional expense has paid lately.
/// - [InboxAge][io.smolscale.internal.balance.InboxAge],
///   [InboxLooks][io.smolscale.internal.balance.InboxLooks]: how long the oldest task of the inbox
///   has waited, and when a worker has looked there last.
/// - [SpinAccount][io.smolscale.internal.balance.SpinAccount]: whether a worker that has run dry
///   waits with open eyes.
/// - [Look][io.smolscale.internal.balance.Look],
///   [WatchPolicy][io.smolscale.internal.balance.WatchPolicy],
///   [Plan][io.smolscale.internal.balance.Plan]: two looks at all workers in, a plan out. Pure: no
///   thread and no clock, so that tests enumerate it.
/// - [Balancer][io.smolscale.internal.balance.Balancer]: the thread that looks, asks the policy,
///   and has the plan carried out.
///
/// Averages lie: a worker that has fallen into one long task reports no work at all. So the watch
/// goes by age, and age needs no timestamp on any task: what a ring held at the last look and still
/// holds at this one has waited for the whole time between.
@NullMarked
package io.smolscale.internal.balance;

import org.jspecify.annotations.NullMarked;
