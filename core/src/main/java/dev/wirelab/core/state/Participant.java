package dev.wirelab.core.state;

/// Identifies the member that sent or received an event. Retained events refer to this small object
/// rather than to the [Member], so that they do not keep an ended session in memory. Compared by
/// identity: two sessions of one user are two participants. Guarded by the chat's lock.
public final class Participant {
    /// The memory of a participant, including its key, in bytes.
    private static final int BYTES = 96;

    private final String userKey;
    private int references;

    /// @param userKey the key of the user's name ([dev.wirelab.core.protocol.TextRules#key])
    Participant(String userKey) {
        this.userKey = userKey;
    }

    /// The key of the user's name.
    String userKey() {
        return userKey;
    }

    /// Counts a reference: a retained event now refers to it.
    ///
    /// @return the bytes that retention has to count from now on
    int retain() {
        return references++ == 0 ? BYTES : 0;
    }

    /// Removes a reference: a retained event that refers to it was evicted.
    ///
    /// @return the bytes that retention no longer has to count
    int release() {
        return --references == 0 ? BYTES : 0;
    }
}
