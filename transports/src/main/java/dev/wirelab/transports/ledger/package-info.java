/// The ledger: classifies each byte of a connection by its purpose
/// ([dev.wirelab.core.meter.ByteClass]), in both directions, in whatever portions the bytes pass the
/// socket. The ledger of the meters and the tap of the page's inspector are built on it.
///
/// What a transport's bytes mean is up to the dissector that the transport brings
/// ([dev.wirelab.transports.ledger.Dissector]); the HTTP/1.1 of a port is read here (RFC 9112). It
/// shares no code with the transports, so that it is an independent check of them.
///
///     bytes ─► PlaintextInspection ─► ConnectionInspector ─► Dissector ─► TrafficUnit ─► ByteAttribution ─► TrafficMeter
///                      ▲ whom each byte is charged to                               └──► Tap ─► TapSubscriber
///              ConnectionTraffic, which counts at the socket
@NullMarked
package dev.wirelab.transports.ledger;

import org.jspecify.annotations.NullMarked;
