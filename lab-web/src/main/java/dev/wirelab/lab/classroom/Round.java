package dev.wirelab.lab.classroom;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What the teacher published together: messages at once, or the one message of a cut. Guarded by
/// the lock of the [Classroom].
final class Round {
    /// What the delays of a round mean.
    enum Kind {
        /// From when the lab published a message to its arrival.
        MESSAGES,
        /// From the end of a cut to the arrival of the message that was published during it.
        CUT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A delay beyond these bounds, in milliseconds, is none.
    private static final double LEAST = -60_000;

    private static final double MOST = 3_600_000;

    private final int number;
    private final Kind kind;
    private final String text;
    private final double[] due;
    private int sent;

    /// @param number one more than that of the round before
    /// @param messages how many it will have
    Round(int number, Kind kind, String text, int messages) {
        this.number = number;
        this.kind = kind;
        this.text = text;
        this.due = new double[messages];
    }

    int number() {
        return number;
    }

    Kind kind() {
        return kind;
    }

    String text() {
        return text;
    }

    /// How many messages it will have.
    int messages() {
        return due.length;
    }

    /// How many of them were published.
    int sent() {
        return sent;
    }

    /// The next message is published.
    ///
    /// @param at from when its delays count, in milliseconds since 1970
    void publish(double at) {
        due[sent++] = at;
    }

    /// The delays of messages that have arrived, in milliseconds; what cannot be one is left out.
    double[] delays(List<Arrival> arrivals) {
        double[] byIndex = new double[due.length];
        Arrays.fill(byIndex, Double.NaN);
        for (Arrival arrival : arrivals) {
            if (arrival.index() < sent) {
                byIndex[arrival.index()] = arrival.at() - due[arrival.index()];
            }
        }
        return IntStream.range(0, byIndex.length)
                .mapToDouble(index -> byIndex[index])
                .filter(delay -> delay >= LEAST && delay <= MOST)
                .toArray();
    }
}
