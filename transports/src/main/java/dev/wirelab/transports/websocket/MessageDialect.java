package dev.wirelab.transports.websocket;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;

/// How text messages carry commands and events. Safe for use by any number of threads.
sealed interface MessageDialect permits LabDialect, NumericDialect {
    /// How events are written. One object.
    EventFormat format();

    /// The command of a text message.
    ///
    /// @throws Refusal `bad_request` or `too_large`
    Command read(String message, ProtocolVersion version);
}
