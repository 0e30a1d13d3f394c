package dev.wirelab.transports.websocket;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.StreamReader;
import org.jspecify.annotations.Nullable;

/// The upgrade of a connection to WebSocket, after which frames follow.
final class UpgradeExchange implements ExchangeReader {
    /// Recognises every WebSocket upgrade on the HTTP port, including those that belong to no
    /// transport.
    static @Nullable ExchangeReader begin(HttpHead request) {
        return request.upgrade().equals("websocket") ? new UpgradeExchange() : null;
    }

    @Override
    public MessagePlan request(HttpHead head) {
        return MessagePlan.all(ByteClass.HANDSHAKE);
    }

    @Override
    public MessagePlan response(HttpHead head) {
        return MessagePlan.all(ByteClass.HANDSHAKE);
    }

    @Override
    public StreamReader.Factory upgrade() {
        return FrameReader::new;
    }
}
