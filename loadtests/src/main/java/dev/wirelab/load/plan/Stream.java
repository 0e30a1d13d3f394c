package dev.wirelab.load.plan;

import dev.wirelab.core.protocol.Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Messages that one session says to one address, numbered from 0, and who is to get them.
///
/// @param speaker the user name of the session that says them, and nothing else
/// @param readers the indexes of the readers to whom each of them is due
/// @param perSecond how often something is due; above 0
/// @param atOnce how many are due each time, from 1
/// @param phase how much later than those of other streams all of them are due, as a part of the
///   time between two: from 0 to below 1
/// @param warmUpMessages how many warm up
/// @param messages how many are measured
/// @param answers the index of the stream whose messages these answer, each as it comes; they have
///   no schedule then
public record Stream(
        String speaker,
        Address to,
        List<Integer> readers,
        double perSecond,
        int atOnce,
        double phase,
        int warmUpMessages,
        int messages,
        OptionalInt answers) {
    /// How many streams a run may have at most: what a stamp has room for.
    public static final int MOST = 9_999;

    /// Keeps its own copy.
    public Stream {
        readers = List.copyOf(readers);
    }

    /// A stream with a schedule.
    public static Stream scheduled(
            String speaker,
            Address to,
            List<Integer> readers,
            double perSecond,
            double phase,
            Timing timing) {
        return new Stream(
                speaker,
                to,
                readers,
                perSecond,
                1,
                phase,
                timing.warmUpMessages(perSecond),
                timing.messages(perSecond),
                OptionalInt.empty());
    }

    /// The group that it goes to, if it is one.
    public Optional<Address.Group> group() {
        return to instanceof Address.Group group ? Optional.of(group) : Optional.empty();
    }

    /// How many measured deliveries are due.
    public long expected() {
        return (long) messages * readers.size();
    }

    /// How many deliveries of the warm-up are due.
    public long warmUpExpected() {
        return (long) warmUpMessages * readers.size();
    }
}
