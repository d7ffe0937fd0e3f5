/// # Litmus tests
///
/// Whether the access modes that the lock-free parts rest on forbid what they must forbid. Each
/// `…Litmus` puts the real class under two threads that run the two sides of its argument, and
/// beside it a *twin*: a small copy of the protocol in which exactly one step is too weak. The twin
/// shows the bad outcome, so the test is known to be able to see it; [Litmus] fails a run in which
/// a twin did not. `docs/memory-ordering.md` says which field rests on which test.
@NullMarked
package io.smolscale.stress;

import org.jspecify.annotations.NullMarked;
