package dev.wirelab.core.wire;

/// A place to read on from: everything after it is still to come. Opaque to clients.
///
/// @param epoch names one life of one log; offsets of different epochs cannot be compared
/// @param offset the place in the log's total order, from 0 (before everything)
public record Cursor(String epoch, long offset) {
    private static final int MAX_LENGTH = 48;

    /// Reads `epoch-offset`.
    ///
    /// @throws Refusal `bad_request` if it is not of that form
    public static Cursor parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 1
                || dash == text.length() - 1
                || text.length() > MAX_LENGTH
                || !text.substring(0, dash).chars().allMatch(Cursor::isEpochCharacter)) {
            throw unreadable();
        }
        String digits = text.substring(dash + 1);
        boolean canonical = digits.equals("0") || digits.charAt(0) != '0';
        if (!canonical
                || digits.length() > 18
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw unreadable();
        }
        return new Cursor(text.substring(0, dash), Long.parseLong(digits));
    }

    private static boolean isEpochCharacter(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }

    private static Refusal unreadable() {
        return Refusal.badRequest("not a cursor that this lab gave");
    }

    @Override
    public String toString() {
        return epoch + "-" + offset;
    }
}
