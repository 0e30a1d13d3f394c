package dev.wirelab.load.plan;

import dev.wirelab.core.protocol.Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The messages that one session publishes to one address, numbered from 0, and their readers.
///
/// @param publisher the user name of their publisher, which publishes nothing else
/// @param readers the indexes of the readers that receive each of them
/// @param perSecond how many times per second messages are due, above 0
/// @param atOnce the number of messages that are due each time, from 1
/// @param phase the delay relative to other streams, as a fraction of the time between two
///   messages: from 0 to below 1
/// @param warmUpMessages the number of warm-up messages
/// @param messages the number of measured messages
/// @param answers the index of the stream whose messages these answer immediately; empty for
///   messages with a schedule of their own
public record MessageStream(
        String publisher,
        Address to,
        List<Integer> readers,
        double perSecond,
        int atOnce,
        double phase,
        int warmUpMessages,
        int messages,
        OptionalInt answers) {
    /// The largest number of streams of a run: a stamp has four digits for the stream.
    public static final int MOST = 9_999;

    /// Copies the list.
    public MessageStream {
        readers = List.copyOf(readers);
    }

    /// The same without a schedule, as answers to the messages of another stream.
    MessageStream answering(int stream) {
        return new MessageStream(
                publisher,
                to,
                readers,
                perSecond,
                atOnce,
                phase,
                warmUpMessages,
                messages,
                OptionalInt.of(stream));
    }

    /// The group of the messages, if they have one.
    public Optional<Address.Group> group() {
        return to instanceof Address.Group group ? Optional.of(group) : Optional.empty();
    }

    /// The number of measured deliveries.
    public long expected() {
        return (long) messages * readers.size();
    }

    /// The number of deliveries of the warm-up.
    public long warmUpExpected() {
        return (long) warmUpMessages * readers.size();
    }
}
