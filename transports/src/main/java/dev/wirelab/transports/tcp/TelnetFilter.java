package dev.wirelab.transports.tcp;

/// Takes telnet's negotiation out of a stream of bytes (RFC 854: IAC, a command, perhaps an option;
/// RFC 855). Its bytes are none that UTF-8 has. Nothing is agreed to: an answer is not needed where
/// every option stays as it is.
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
    /// @return how many these are
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
