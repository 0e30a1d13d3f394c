package dev.wirelab.transports.websocket;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.ProtocolVersion;

/// The lab's own commands and events (rule W3).
enum LabDialect implements MessageDialect {
    INSTANCE;

    @Override
    public EventFormat format() {
        return TextFrameFormat.INSTANCE;
    }

    @Override
    public Command read(String message, ProtocolVersion version) {
        return JsonCommands.decode(message, version);
    }
}
