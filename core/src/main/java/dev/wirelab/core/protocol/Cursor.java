package dev.wirelab.core.protocol;

/// An offset in the log to resume reading from. Opaque to clients.
///
/// @param epoch identifies one run of one log; offsets of different epochs cannot be compared
/// @param offset the offset in the log's total order, from 0 (before everything)
public record Cursor(String epoch, long offset) {
    private static final int MAX_LENGTH = 48;

    /// Parses `epoch-offset`.
    ///
    /// @throws Refusal `bad_request` if it is not of that form
    public static Cursor parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 1
                || dash == text.length() - 1
                || text.length() > MAX_LENGTH
                || !isEpoch(text, dash)) {
            throw unreadable();
        }
        return new Cursor(text.substring(0, dash), offset(text, dash + 1));
    }

    private static boolean isEpoch(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }

    /// Parses up to 18 digits, which fit into a long, without leading zeros.
    private static long offset(String text, int start) {
        int digits = text.length() - start;
        if (digits > 18 || (digits > 1 && text.charAt(start) == '0')) {
            throw unreadable();
        }
        long offset = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw unreadable();
            }
            offset = 10 * offset + digit;
        }
        return offset;
    }

    private static Refusal unreadable() {
        return Refusal.badRequest("not a cursor that this lab gave");
    }

    @Override
    public String toString() {
        return epoch + "-" + offset;
    }
}
