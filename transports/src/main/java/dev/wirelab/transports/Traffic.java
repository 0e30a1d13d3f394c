package dev.wirelab.transports;

import dev.wirelab.core.meter.TrafficMeter;

/// The bytes and HTTP requests of a connection, and the meter that they are charged to; where a
/// connection has several exchanges at once, those of one exchange. Safe for use by any number of
/// threads.
public interface Traffic {
    /// The place that the socket takes of the limits of connections.
    Admission.Place place();

    /// Counts a request that the client began.
    void request();

    /// The number of bytes that the client has sent so far, which shows that it is alive.
    long received();

    /// Charges a meter with everything that has not been charged yet, and with all further traffic
    /// until [#endExchange] or the next call.
    void charge(TrafficMeter meter);

    /// Sets the meter to charge if the connection closes before any meter was charged.
    void chargeAtLeast(TrafficMeter meter);

    /// Ends an exchange.
    ///
    /// @param otherwise the meter to charge if the exchange has charged none
    void endExchange(TrafficMeter otherwise);
}
