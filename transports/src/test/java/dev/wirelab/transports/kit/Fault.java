package dev.wirelab.transports.kit;

/// What a broken transport may do, and the test of [TransportContract] that must notice.
enum Fault {
    /// Forwards everything as it is: the control.
    NONE(""),
    /// Every fifth message does not arrive.
    DROPS("everyMessageOfABurstArrivesOnceAndInOrder"),
    /// Every fifth message comes after its successor.
    REORDERS("everyMessageOfABurstArrivesOnceAndInOrder"),
    /// Every fifth message comes twice.
    DUPLICATES("everyMessageOfABurstArrivesOnceAndInOrder"),
    /// Messages seem to be from somebody else.
    FORGES("theSenderIsTheSessionWhateverTheCommandSays"),
    /// Everyone gets everyone's private messages.
    LEAKS("aPrivateMessageIsSeenByItsTwoEndsAlone"),
    /// Messages come without the blanks around their text.
    TRIMS("aTextArrivesCharacterForCharacter"),
    /// A reader that resumes from a cursor misses the first message after it.
    SKIPS("afterNoughtIsAllThatIsRetainedAndMayBeSeen");

    private final String noticedBy;

    Fault(String noticedBy) {
        this.noticedBy = noticedBy;
    }

    /// The name of the test method.
    String noticedBy() {
        return noticedBy;
    }
}
