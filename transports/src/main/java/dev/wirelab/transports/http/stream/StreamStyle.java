package dev.wirelab.transports.http.stream;

import dev.wirelab.core.delivery.EventFormat;
import java.nio.charset.StandardCharsets;

/// How a transport writes its streams: bodies that never end, in chunks.
///
/// @param contentType the content type of the body
/// @param events the format of events, as chunks
/// @param opening the chunk before the first event; may be empty
/// @param heartbeat the chunk that is sent while nothing else is
// The arrays are shared by all connections, and nobody modifies them.
@SuppressWarnings("ArrayRecordComponent")
public record StreamStyle(
        String contentType, EventFormat events, byte[] opening, byte[] heartbeat) {
    /// The same with chunks in ASCII.
    public static StreamStyle of(
            String contentType, EventFormat events, String opening, String heartbeat) {
        return new StreamStyle(contentType, events, ascii(opening), ascii(heartbeat));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
