package dev.wirelab.load.measure;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The spans of time that a run records, each with a histogram of its own, in microseconds. One
/// that says nothing else begins at the moment the message was *due*; `-from-sent` begins when it
/// was handed to the wire, and leaves out what a late sender made it wait.
public enum Quantity {
    /// Due → received by a reader: *the* latency.
    DELIVERY("delivery"),
    /// Handed to the wire → received by a reader.
    DELIVERY_FROM_SENT("delivery-from-sent"),
    /// Due → accepted by the lab, as its `ok` tells.
    ACKNOWLEDGEMENT("acknowledgement"),
    /// Handed to the wire → accepted by the lab.
    ACKNOWLEDGEMENT_FROM_SENT("acknowledgement-from-sent"),
    /// A question was due → its answer is with the one who asked.
    ROUND_TRIP("round-trip"),
    /// A reader that lost its connection was to come back → it reads again.
    RECONNECT("reconnect"),
    /// Due → handed to the wire.
    SEND_DELAY("send-delay"),
    /// The part of the send delay that is the injector's own fault: free to send → handed to the
    /// wire.
    INJECTOR_LAG("injector-lag"),
    /// How late the injector's event loops ran a task that was due; what a received stamp may be
    /// late.
    LOOP_LAG("loop-lag");

    private final String id;

    Quantity(String id) {
        this.id = id;
    }

    /// Its name in files.
    public String id() {
        return id;
    }

    /// The one with this name.
    public static Optional<Quantity> of(@Nullable String id) {
        return Arrays.stream(values()).filter(quantity -> quantity.id.equals(id)).findFirst();
    }
}
