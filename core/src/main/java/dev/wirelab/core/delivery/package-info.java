/// Delivery: this process's side of the chat. Which connections a session has here, what each of
/// them has read, and who has to be woken when facts were applied.
///
/// A [Session] holds the open connections of a [Member][dev.wirelab.core.state.Member]. Each has a
/// [Reader], which is an offset in the log; `read` returns everything due after it as one [Batch].
/// The [Fanout] wakes the readers that new events concern. There is no queue per connection: a slow
/// client is a reader whose offset lags.
@NullMarked
package dev.wirelab.core.delivery;

import org.jspecify.annotations.NullMarked;
