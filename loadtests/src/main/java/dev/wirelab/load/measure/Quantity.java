package dev.wirelab.load.measure;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The times that a run records, each in a histogram of its own, in microseconds. Unless stated
/// otherwise they start when the message was *due*; `-from-sent` starts when it was sent and so
/// excludes the delay of a late sender.
public enum Quantity {
    /// Due → received by a reader: *the* latency.
    DELIVERY("delivery"),
    /// Sent → received by a reader.
    DELIVERY_FROM_SENT("delivery-from-sent"),
    /// Due → the `ok` of the lab arrived.
    ACKNOWLEDGEMENT("acknowledgement"),
    /// Sent → the `ok` of the lab arrived.
    ACKNOWLEDGEMENT_FROM_SENT("acknowledgement-from-sent"),
    /// A request was due → its answer arrived.
    ROUND_TRIP("round-trip"),
    /// A reader should reconnect → it receives events again.
    RECONNECT("reconnect"),
    /// Due → sent.
    SEND_DELAY("send-delay"),
    /// The part of the send delay that the injector causes: free to send → sent.
    INJECTOR_LAG("injector-lag"),
    /// How late the injector's event loops run a scheduled task: the possible error of a time of
    /// arrival.
    LOOP_LAG("loop-lag");

    private final String id;

    Quantity(String id) {
        this.id = id;
    }

    /// Its name in files.
    public String id() {
        return id;
    }

    /// The quantity with this name.
    public static Optional<Quantity> of(@Nullable String id) {
        return Arrays.stream(values()).filter(quantity -> quantity.id.equals(id)).findFirst();
    }
}
