/// The replicated state. It follows from the facts of the log and from nothing else, so that every
/// node that has applied the same facts holds the same members, groups and offsets.
///
/// [State] applies facts. A [Member] is a logged-in session with its groups, its private messages
/// and the ids of its last commands. An event has an offset in the one log; a [RetainedEvent] is
/// kept once and listed in the [AddressIndex] of each address that it concerns:
///
///     EventStore:      41  42  43  44  45  46        all retained events
///     index of #java:      42      44                what members of #java may read
///     mailbox of bob:  41              45            private messages of bob, sent and received
///
/// Connections, readers and everything else that belongs to one process are in
/// [dev.wirelab.core.delivery]; this package does not depend on them. All types are guarded by the
/// chat's lock unless they say otherwise.
@NullMarked
package dev.wirelab.core.state;

import org.jspecify.annotations.NullMarked;
