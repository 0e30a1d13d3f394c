package dev.wirelab.transports.tcp;

import java.util.Arrays;

/// The bytes before the first one that determines the kind of client: telnet's negotiation, a byte
/// order mark, spaces, and ends of lines. None of them means anything (rule T1).
final class FirstBytes {
    /// U+FEFF in UTF-8.
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final TelnetFilter telnet;
    private int markBytes;

    /// @param telnet the filter of the connection, which reads these bytes
    FirstBytes(TelnetFilter telnet) {
        this.telnet = telnet;
    }

    /// Whether the next byte means nothing. After the first one that does mean something, no more
    /// bytes are read.
    boolean isSkipped(byte b) {
        if (!telnet.isText(b)) {
            return true;
        }
        if (markBytes < MARK.length && b == MARK[markBytes]) {
            markBytes++;
            return true;
        }
        boolean isBlank = b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0;
        if (isBlank && begun().length == 0) {
            markBytes = MARK.length;
            return true;
        }
        return false;
    }

    /// Bytes that were skipped as the begin of a mark, but are text.
    byte[] begun() {
        return markBytes == MARK.length ? new byte[0] : Arrays.copyOf(MARK, markBytes);
    }
}
