package dev.wirelab.load.plan;

import dev.wirelab.core.protocol.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Who takes part in a run: sessions that read, and for each stream one that speaks.
///
/// @param streams what is said
public record Cast(List<Listener> readers, List<Stream> streams) {
    // Whatever has the same period must not keep step: a question that is always due just before
    // its
    // reader's next poll would make short polling look fast. Multiples of different irrational
    // numbers spread the pairs over every combination of phases.
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
    private static final double ROOT_OF_TWO = Math.sqrt(2);

    /// A session that reads.
    ///
    /// @param group the group that it is in; nothing: it reads private messages
    /// @param pollPhase where in the poll interval it polls, from 0 to below 1
    public record Listener(Optional<Address.Group> group, double pollPhase) {}

    /// Keeps its own copies.
    public Cast {
        readers = List.copyOf(readers);
        streams = List.copyOf(streams);
    }

    /// The user name of a reader.
    public static String readerName(String runId, int index) {
        return "load-" + runId + "-" + index;
    }

    /// How many sessions there are.
    public int users() {
        return readers.size() + streams.size();
    }

    /// How many measured deliveries are due.
    public long expected() {
        return streams.stream().mapToLong(Stream::expected).sum();
    }

    /// Puts a cast together.
    static final class Builder {
        private final String runId;
        private final Timing timing;
        private final List<Listener> readers = new ArrayList<>();
        private final List<Stream> streams = new ArrayList<>();

        Builder(String runId, Timing timing) {
            this.runId = runId;
            this.timing = timing;
        }

        /// Readers of a group of their own; tells their indexes.
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

        String speakerName() {
            return "load-" + runId + "-s" + streams.size();
        }

        void add(Stream stream) {
            streams.add(stream);
        }

        /// Pairs of readers, each with someone who speaks for it: the first asks, the other
        /// answers.
        void pairs(int count, double perSecond) {
            for (int pair = 0; pair < count; pair++) {
                int asking = readers.size();
                int asked = asking + 1;
                readers.add(new Listener(Optional.empty(), (double) pair / count));
                readers.add(new Listener(Optional.empty(), pair * GOLDEN_RATIO % 1));
                Stream question =
                        Stream.scheduled(
                                speakerName(),
                                new Address.User(readerName(runId, asked)),
                                List.of(asked),
                                perSecond,
                                pair * ROOT_OF_TWO % 1,
                                timing);
                int index = streams.size();
                streams.add(question);
                streams.add(
                        new Stream(
                                speakerName(),
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

        Cast build() {
            return new Cast(readers, streams);
        }
    }
}
