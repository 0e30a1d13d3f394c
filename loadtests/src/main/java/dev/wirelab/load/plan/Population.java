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

        Builder(String runId, Timing timing) {
            this.runId = runId;
            this.timing = timing;
        }

        /// Adds the readers of a group and returns their indexes.
        List<Integer> group(Address.Group group, int size) {
            int first = readers.size();
            for (int i = 0; i < size; i++) {
                readers.add(new Listener(Optional.of(group), (double) i / size));
            }
            return IntStream.range(first, readers.size()).boxed().toList();
        }

        Address.Group groupName(int number) {
            return new Address.Group("load-" + runId + "-g" + number);
        }

        String publisherName() {
            return "load-" + runId + "-s" + streams.size();
        }

        void add(MessageStream stream) {
            streams.add(stream);
        }

        /// Adds pairs of readers, each with a publisher: the first sends requests, the other
        /// answers.
        void pairs(int count, double perSecond) {
            for (int pair = 0; pair < count; pair++) {
                int asking = readers.size();
                int asked = asking + 1;
                readers.add(new Listener(Optional.empty(), (double) pair / count));
                readers.add(new Listener(Optional.empty(), pair * GOLDEN_RATIO % 1));
                MessageStream question =
                        MessageStream.scheduled(
                                publisherName(),
                                new Address.User(readerName(runId, asked)),
                                List.of(asked),
                                perSecond,
                                pair * ROOT_OF_TWO % 1,
                                timing);
                int index = streams.size();
                streams.add(question);
                streams.add(
                        new MessageStream(
                                publisherName(),
                                new Address.User(readerName(runId, asking)),
                                List.of(asking),
                                perSecond,
                                1,
                                0,
                                question.warmUpMessages(),
                                question.messages(),
                                OptionalInt.of(index)));
            }
        }

        Population build() {
            return new Population(readers, streams);
        }
    }
}
