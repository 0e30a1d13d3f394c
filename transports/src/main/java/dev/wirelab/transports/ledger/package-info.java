/// The ledger: classifies each byte of a connection by its purpose
/// ([dev.wirelab.core.meter.ByteClass]), in both directions, independently of the portions in which
/// the socket transfers them. The ledger of the meters and the tap of the page's inspector are
/// built on it.
///
/// Each transport provides the dissector that classifies its bytes
/// ([dev.wirelab.transports.ledger.Dissector]); HTTP/1.1 is parsed here (RFC 9112). The ledger
/// shares no code with the transports, so that it is an independent check of them.
///
///     bytes ─► PlaintextInspection ─► ConnectionInspector ─► Dissector ─► TrafficUnit ─► ByteAttribution ─► TrafficMeter
///                      ▲ the meter that each byte is charged to                     └──► Tap ─► TapSubscriber
///              ConnectionTraffic, which counts at the socket
@NullMarked
package dev.wirelab.transports.ledger;

import org.jspecify.annotations.NullMarked;
