/// The chat: who is logged in and in which group, what was said, and who gets to read it.
///
/// [Chat] is the way in. A connection asks it for a [Reader], which is a place in the order of events, and gets from
/// that reader, in [Batch]es, everything due to it. All state is guarded by one lock that is held for
/// microseconds and never across I/O; [Fanout] wakes the readers that an append concerns.
///
/// From what is said to what is read:
///
///     Chat.execute ──► Log.append ──► State.apply: Timeline + one AddressIndex per address
///                                        │ wakes
///                                     Fanout: a range of places ──► Slice per address ──► Reader.offer
///                                                                                           │ wakes
///                                                    transport ◄── Batch ◄── Reader.read ◄──┘
@NullMarked
package dev.wirelab.core.chat;

import org.jspecify.annotations.NullMarked;
