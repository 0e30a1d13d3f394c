package dev.wirelab.load.theory;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.MessageStream;
import dev.wirelab.load.plan.Population;
import dev.wirelab.load.plan.Workload;

/// Sizes in bytes of one message in each of its forms, as the codecs of lab and load generator
/// write them, without framing and heads. For messages of several sizes, the means.
///
/// @param event the message as an event, the mean over deliveries
/// @param command the message as a command, the mean over messages
/// @param ok the answer to that command
/// @param emptyPoll the body of a poll response without an event
/// @param raw whether event and command are JSON, a line feed and the bytes of binary content
public record MessageSizes(double event, double command, double ok, double emptyPoll, boolean raw) {
    /// How many digits more or fewer the cursor of a typical message may have: the lab of a
    /// comparison counts from 1 to some tens of thousands.
    static final int DIGITS = 1;

    private static final String EPOCH = "abcdef";
    private static final long TYPICAL_POSITION = 5_000;

    /// A cursor as it appears in a request.
    static final String TYPICAL_CURSOR = EPOCH + "-" + TYPICAL_POSITION;

    private static final long TYPICAL_MILLIS = 1_763_712_000_000L;
    private static final String TYPICAL_RUN = "6f0c2a91";

    /// The sizes of a workload in which messages are published.
    ///
    /// @param carriesBytes whether the transport carries binary content as it is
    public static MessageSizes of(Workload workload, boolean carriesBytes) {
        Content content = Stamp.content("x".repeat(workload.textBytes()), workload.binary());
        Population population = workload.population(TYPICAL_RUN);
        double events = 0;
        double commands = 0;
        double oks = 0;
        long deliveries = 0;
        long messages = 0;
        for (int i = 0; i < population.streams().size(); i++) {
            MessageStream stream = population.streams().get(i);
            String id = "m" + stream.messages() / 2 + "." + i;
            MessageSizes one = of(stream.publisher(), stream.to(), id, content, carriesBytes);
            events += one.event * stream.expected();
            commands += one.command * stream.messages();
            oks += one.ok * stream.messages();
            deliveries += stream.expected();
            messages += stream.messages();
        }
        return new MessageSizes(
                events / deliveries,
                commands / messages,
                oks / messages,
                emptyPollBody(),
                workload.binary() && carriesBytes);
    }

    /// The sizes of one message with a cursor of four digits.
    ///
    /// @param commandId the command's id; only its length matters
    static MessageSizes of(
            String sender, Address to, String commandId, Content content, boolean carriesBytes) {
        Cursor cursor = new Cursor(EPOCH, TYPICAL_POSITION);
        Event.Message event = new Event.Message(cursor, sender, to, content, TYPICAL_MILLIS);
        Command.Say command = new Command.Say(commandId, to, content);
        int ok = size(new Event.Ok(commandId, cursor));
        return carriesBytes && content instanceof Content.Binary binary
                ? new MessageSizes(
                        JsonEvents.encodeRaw(event, binary).length,
                        JsonCommands.encodeRaw(command, binary).length,
                        ok,
                        emptyPollBody(),
                        true)
                : new MessageSizes(
                        size(event),
                        JsonCommands.encode(command).length,
                        ok,
                        emptyPollBody(),
                        false);
    }

    /// The body of a poll response without an event (docs/protocol.md).
    static int emptyPollBody() {
        return ("{\"cursor\":\"" + TYPICAL_CURSOR + "\",\"events\":[]}").length();
    }

    private static int size(Event event) {
        return JsonEvents.encode(event).length;
    }
}
