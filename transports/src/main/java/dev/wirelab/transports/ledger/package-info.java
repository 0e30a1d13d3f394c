/// The wire ledger: reads the bytes of a connection as they pass the socket, in both directions and
/// cut in whatever way, and says of each what it is there for ([dev.wirelab.core.meter.ByteClass]).
/// On it stand the ledger of the meters and the tap of the page's wire inspector.
///
/// It reads the wires by their specifications (RFC 9112, RFC 6455, docs/protocol.md) and knows
/// nothing of the transports' own code, so that it can be held against them.
///
///     Bill ─► Watch ─► Dissector ─► Unit (bytes, and runs of classes) ─► Tape ─► TrafficMeter
///                                                                          └──► Tap ─► Watcher
@NullMarked
package dev.wirelab.transports.ledger;

import org.jspecify.annotations.NullMarked;
