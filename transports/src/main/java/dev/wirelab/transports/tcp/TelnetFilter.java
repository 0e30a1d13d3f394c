package dev.wirelab.transports.tcp;

/// Removes telnet's negotiation from a stream of bytes (RFC 854: IAC, a command, perhaps an option;
/// RFC 855). Its bytes never occur in UTF-8. No option is accepted, and no reply is sent: every
/// option keeps its default.
final class TelnetFilter {
    private static final byte IAC = (byte) 255;
    private static final int SUBNEGOTIATION_BEGINS = 250;
    private static final int SUBNEGOTIATION_ENDS = 240;
    private static final int WILL = 251;
    private static final int DONT = 254;

    private enum State {
        TEXT,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        SUBNEGOTIATION_COMMAND
    }

    private State state = State.TEXT;

    /// Moves the bytes that are text to the front.
    ///
    /// @return the number of these bytes
    int filter(byte[] bytes, int from, int length) {
        int kept = from;
        for (int i = from; i < from + length; i++) {
            if (isText(bytes[i])) {
                bytes[kept++] = bytes[i];
            }
        }
        return kept - from;
    }

    /// Whether the next byte of the stream is text.
    boolean isText(byte b) {
        if (state == State.TEXT && b != IAC) {
            return true;
        }
        int value = b & 0xff;
        state =
                switch (state) {
                    case TEXT -> State.COMMAND;
                    case COMMAND -> {
                        if (value == SUBNEGOTIATION_BEGINS) {
                            yield State.SUBNEGOTIATION;
                        }
                        yield value >= WILL && value <= DONT ? State.OPTION : State.TEXT;
                    }
                    case OPTION -> State.TEXT;
                    case SUBNEGOTIATION ->
                            b == IAC ? State.SUBNEGOTIATION_COMMAND : State.SUBNEGOTIATION;
                    case SUBNEGOTIATION_COMMAND ->
                            value == SUBNEGOTIATION_ENDS ? State.TEXT : State.SUBNEGOTIATION;
                };
        return false;
    }
}
