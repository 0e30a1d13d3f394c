package dev.wirelab.load.theory;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.load.plan.Cast;
import dev.wirelab.load.plan.Stream;
import dev.wirelab.load.plan.Workload;

/// How large one message is in each of its forms, in bytes, by the codecs that the lab and the load
/// program use themselves; without framing and heads. Of messages of several sizes the mean.
///
/// @param event the message as an event, the mean over deliveries
/// @param command the message as a command, the mean over messages
/// @param ok the answer to that command
/// @param emptyPoll the body of a poll's answer without an event
public record Units(double event, double command, double ok, double emptyPoll) {
    /// How many digits the place of a typical message may have more or fewer: a comparison's lab
    /// counts from 1 and comes to some tens of thousands.
    static final int DIGITS = 1;

    private static final String EPOCH = "abcdef";
    private static final long TYPICAL_PLACE = 5_000;

    /// A place as it stands in a request.
    static final String TYPICAL_CURSOR = EPOCH + "-" + TYPICAL_PLACE;

    private static final long TYPICAL_MILLIS = 1_763_712_000_000L;
    private static final String TYPICAL_RUN = "6f0c2a91";

    /// Those of a workload in which something is said.
    public static Units of(Workload workload) {
        Cast cast = workload.cast(TYPICAL_RUN);
        double events = 0;
        double commands = 0;
        double oks = 0;
        long deliveries = 0;
        long messages = 0;
        for (int i = 0; i < cast.streams().size(); i++) {
            Stream stream = cast.streams().get(i);
            String id = "m" + stream.messages() / 2 + "." + i;
            Units one = of(stream.speaker(), stream.to(), id, workload.textBytes());
            events += one.event * stream.expected();
            commands += one.command * stream.messages();
            oks += one.ok * stream.messages();
            deliveries += stream.expected();
            messages += stream.messages();
        }
        return new Units(events / deliveries, commands / messages, oks / messages, empty());
    }

    /// The sizes of one message: with a place of four digits.
    ///
    /// @param sender the name of who says it
    /// @param to the address it is said to
    /// @param commandId the command's id; its length is what counts
    /// @param textBytes the size of its text
    static Units of(String sender, Address to, String commandId, int textBytes) {
        String text = "x".repeat(textBytes);
        Cursor place = new Cursor(EPOCH, TYPICAL_PLACE);
        return new Units(
                size(new Event.Message(place, sender, to, text, TYPICAL_MILLIS)),
                JsonCommands.encode(new Command.Say(commandId, to, text)).length,
                size(new Event.Ok(commandId, place)),
                empty());
    }

    /// The body of a poll's answer without an event.
    static int empty() {
        return ("{\"cursor\":\"" + TYPICAL_CURSOR + "\",\"events\":[]}").length();
    }

    private static int size(Event event) {
        return JsonEvents.encode(event).length;
    }
}
