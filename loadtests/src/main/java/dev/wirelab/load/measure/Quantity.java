package dev.wirelab.load.measure;

/// The spans of time that a run records, each with a histogram of its own, in microseconds.
public enum Quantity {
    /// Intended to send → handed to the wire.
    SEND_DELAY("send-delay"),
    /// The part of the send delay that is the injector's own fault: free to send → handed to the
    /// wire.
    INJECTOR_LAG("injector-lag"),
    /// How late the injector's event loops ran a task that was due; what a received stamp may be
    /// late.
    LOOP_LAG("loop-lag"),
    /// Handed to the wire → accepted by the lab, as its `ok` tells.
    ACKNOWLEDGEMENT("acknowledgement"),
    /// Intended to send → accepted.
    ACKNOWLEDGEMENT_FROM_INTENDED("acknowledgement-from-intended"),
    /// Intended to send → received by a reader: *the* latency.
    DELIVERY("delivery"),
    /// Handed to the wire → received by a reader; what leaving the send delay out would report.
    DELIVERY_FROM_SENT("delivery-from-sent");

    private final String id;

    Quantity(String id) {
        this.id = id;
    }

    /// Its name in files.
    public String id() {
        return id;
    }
}
