package dev.wirelab.load.plan;

import dev.wirelab.core.protocol.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The sessions of a run: those that read, and one publisher for each stream of messages.
///
/// @param streams the streams of messages
public record Population(List<Listener> readers, List<MessageStream> streams) {
    // Periods must not be in phase: if every request were due just before its reader's next poll,
    // short polling would look fast. Multiples of two irrational numbers cover all combinations of
    // phases.
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
    private static final double ROOT_OF_TWO = Math.sqrt(2);

    /// A reading session.
    ///
    /// @param group its group; empty: it reads private messages
    /// @param pollPhase the phase of its polls in the poll interval, from 0 to below 1
    public record Listener(Optional<Address.Group> group, double pollPhase) {}

    /// Copies the lists.
    public Population {
        readers = List.copyOf(readers);
        streams = List.copyOf(streams);
    }

    /// The user name of a reader.
    public static String readerName(String runId, int index) {
        return "load-" + runId + "-" + index;
    }

    /// The number of sessions.
    public int users() {
        return readers.size() + streams.size();
    }

    /// The number of measured deliveries.
    public long expected() {
        return streams.stream().mapToLong(MessageStream::expected).sum();
    }

    /// Builds a population.
    static final class Builder {
        private final String runId;
        private final Timing timing;
        private final List<Listener> readers = new ArrayList<>();
        private final List<MessageStream> streams = new ArrayList<>();
        private int groups;

        Builder(String runId, Timing timing) {
            this.runId = runId;
            this.timing = timing;
        }

        /// The address of messages and the indexes of their readers.
        record Recipients(Address to, List<Integer> readers) {}

        /// Adds a group and its readers.
        Recipients group(int size) {
            Address.Group group = new Address.Group("load-" + runId + "-g" + groups++);
            int first = readers.size();
            for (int i = 0; i < size; i++) {
                readers.add(new Listener(Optional.of(group), (double) i / size));
            }
            return new Recipients(group, IntStream.range(first, first + size).boxed().toList());
        }

        /// Adds a publisher with a schedule for the whole run, one message at a time.
        void publisher(Recipients recipients, double perSecond, double phase) {
            publisher(
                    recipients,
                    perSecond,
                    1,
                    phase,
                    timing.warmUpMessages(perSecond),
                    timing.messages(perSecond));
        }

        /// Adds a publisher with a schedule.
        void publisher(
                Recipients recipients,
                double perSecond,
                int atOnce,
                double phase,
                int warmUpMessages,
                int messages) {
            streams.add(
                    new MessageStream(
                            "load-" + runId + "-s" + streams.size(),
                            recipients.to(),
                            recipients.readers(),
                            perSecond,
                            atOnce,
                            phase,
                            warmUpMessages,
                            messages,
                            OptionalInt.empty()));
        }

        /// Adds pairs of readers, each with a publisher: the first sends requests, the other
        /// answers.
        void pairs(int count, double perSecond) {
            for (int pair = 0; pair < count; pair++) {
                Recipients asking = privately((double) pair / count);
                Recipients asked = privately(pair * GOLDEN_RATIO % 1);
                publisher(asked, perSecond, pair * ROOT_OF_TWO % 1);
                int question = streams.size() - 1;
                publisher(asking, perSecond, 0);
                streams.add(streams.removeLast().answering(question));
            }
        }

        private Recipients privately(double pollPhase) {
            int index = readers.size();
            readers.add(new Listener(Optional.empty(), pollPhase));
            return new Recipients(new Address.User(readerName(runId, index)), List.of(index));
        }

        Population build() {
            return new Population(readers, streams);
        }
    }
}
