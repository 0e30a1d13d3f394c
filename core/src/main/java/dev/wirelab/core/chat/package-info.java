/// The chat as transports use it. [Chat] is the entry point: it logs sessions in and out, executes
/// their commands and opens readers.
///
/// The path of a message from its sender to its readers:
///
///     Chat.accept ──► Log.append ──► State.apply: EventStore + one AddressIndex per address
///                                       │ wakes
///                                    Fanout: a range of offsets ──► Slice per address ──► Reader
///                                                                                           │ wakes
///                                                   transport ◄── Batch ◄── Reader.read ◄───┘
///
/// Left of the log everything is a request, which may be refused; right of it everything follows
/// from facts, on every node that follows the log. All state is guarded by one lock per node, which
/// is held for microseconds and never across I/O.
@NullMarked
package dev.wirelab.core.chat;

import org.jspecify.annotations.NullMarked;
