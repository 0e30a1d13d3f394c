package dev.wirelab.load.theory;

import dev.wirelab.core.wire.Address;
import dev.wirelab.core.wire.Command;
import dev.wirelab.core.wire.Cursor;
import dev.wirelab.core.wire.Encoded;
import dev.wirelab.core.wire.Event;
import dev.wirelab.core.wire.Format;
import dev.wirelab.core.wire.JsonCommands;
import java.util.List;

/// How large one message is in each of its forms, in bytes, by the codecs that the lab and the load
/// program use themselves; without framing and heads.
///
/// @param event the message as an event
/// @param command the message as a command
/// @param ok the answer to that command
/// @param postedOk the same as the answer to a posted command
/// @param emptyPoll the body of a poll's answer without an event
public record Units(int event, int command, int ok, int postedOk, int emptyPoll) {
    private static final String EPOCH = "abcdef";
    private static final long TYPICAL_PLACE = 5_000;
    private static final long TYPICAL_MILLIS = 1_763_712_000_000L;

    /// The sizes of a typical message of a run: with a place of four digits.
    ///
    /// @param sender the name of who says it
    /// @param to the address it is said to
    /// @param commandId the command's id; its length is what counts
    /// @param textBytes the size of its text
    public static Units of(String sender, Address to, String commandId, int textBytes) {
        String text = "x".repeat(textBytes);
        Cursor place = new Cursor(EPOCH, TYPICAL_PLACE);
        Event.Ok ok = new Event.Ok(commandId, place);
        return new Units(
                size(new Event.Message(place, sender, to, text, TYPICAL_MILLIS)),
                JsonCommands.encode(new Command.Say(commandId, to, text)).length,
                size(ok),
                size(ok),
                Format.POLL.join(List.of(), place, false).length);
    }

    private static int size(Event event) {
        return new Encoded(event).json().length;
    }
}
