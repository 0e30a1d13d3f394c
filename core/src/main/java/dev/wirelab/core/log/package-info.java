/// The log: one total order of all changes, and the only source of the replicated state.
///
///     node A ── append(fact) ──► Log: 1, 2, 3, … ──► follower of node A: state
///     node B ── append(fact) ──►                 ──► follower of node B: the same state
///
/// [MemoryLog] serves a single process. A log that spreads the order over several nodes implements
/// the same interface and carries facts as [FactCodec] encodes them; no transport changes for it.
@NullMarked
package dev.wirelab.core.log;

import org.jspecify.annotations.NullMarked;
