/// Delivery: this process's side of the chat. It holds the connections of each session and the
/// offset of each connection, and wakes connections when facts are applied.
///
/// A [Session] holds the open connections of a [Member][dev.wirelab.core.state.Member]. Each has a
/// [Reader], which is an offset in the log; `read` returns all pending events after it as one
/// [Batch]. The [Fanout] wakes the readers that have new events. There is no queue per connection:
/// a slow client is a reader whose offset lags.
@NullMarked
package dev.wirelab.core.delivery;

import org.jspecify.annotations.NullMarked;
