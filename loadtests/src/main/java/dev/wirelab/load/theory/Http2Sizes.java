package dev.wirelab.load.theory;

/// Sizes in bytes of what precedes a body over HTTP/2 (RFC 9113), once a connection has had an
/// exchange of the same kind: fields that do not change are then an index of one byte into the
/// table of HPACK (RFC 7541 §6.1), and what remains are the target, which browsers do not put into
/// the table, and the length of a response, which the lab does not.
final class Http2Sizes {
    /// The header of a frame (RFC 9113 §4.1).
    static final int FRAME = 9;

    /// `:method`, `:scheme`, `:authority`, `authorization`.
    private static final int INDEXED_OF_REQUEST = 4;

    /// `:status`, `content-type`, `cache-control`.
    private static final int INDEXED_OF_RESPONSE = 3;

    /// The index of the name `:path` in the static table, and that of `content-length`, which does
    /// not fit into the four bits left for it (RFC 7541 §5.1, §6.2.2).
    private static final int NAME_OF_PATH = 1;

    private static final int NAME_OF_LENGTH = 2;
    private static final int LENGTH = 1;

    private static final char FIRST = ' ';

    /// The bits of each character from the space to `z` in Huffman's code (RFC 7541, Appendix B).
    private static final int[] BITS = {
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, // to /
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, // to ?
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // to O
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, // to _
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, // to o
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, // to z
    };

    private Http2Sizes() {}

    /// A request with all headers of frames; of a body, that of its one DATA frame.
    static int request(String target, boolean hasBody) {
        int block = INDEXED_OF_REQUEST + NAME_OF_PATH + literal(target) + (hasBody ? LENGTH : 0);
        return FRAME + block + (hasBody ? FRAME : 0);
    }

    /// A response with all headers of frames.
    ///
    /// @param bodyBytes more than 0, at most a DATA frame
    static int response(long bodyBytes) {
        int block = INDEXED_OF_RESPONSE + NAME_OF_LENGTH + literal(Long.toString(bodyBytes));
        return FRAME + block + FRAME;
    }

    /// A string of fewer than 127 bytes with its length (RFC 7541 §5.2).
    static int literal(String text) {
        return LENGTH + Math.ceilDiv(bits(text), Byte.SIZE);
    }

    private static int bits(String text) {
        return text.chars().map(character -> BITS[character - FIRST]).sum();
    }
}
