package dev.wirelab.transports.tcp;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Lines for a person, each followed by CR LF (the end of a line at telnet, RFC 854).
final class TelnetFormat implements EventFormat {
    static final TelnetFormat INSTANCE = new TelnetFormat();

    private TelnetFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        StringBuilder lines = new StringBuilder();
        for (EncodedEvent event : events) {
            lines.append(LineEvents.format(event.event())).append("\r\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A control character of one byte is escaped as six.
    @Override
    public int growth() {
        return 6;
    }
}
