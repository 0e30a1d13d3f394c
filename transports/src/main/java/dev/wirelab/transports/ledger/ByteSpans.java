package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import java.util.Arrays;

/// A sequence of runs. A run is a number of consecutive bytes of one class.
public final class ByteSpans {
    private ByteClass[] classes = new ByteClass[4];
    private int[] lengths = new int[4];
    private int count;

    /// Creates an empty sequence.
    public ByteSpans() {}

    /// Adds a run. A run of the same class as the last one extends that one.
    public void add(ByteClass byteClass, int length) {
        if (length == 0) {
            return;
        }
        if (count > 0 && classes[count - 1] == byteClass) {
            lengths[count - 1] += length;
            return;
        }
        if (count == lengths.length) {
            classes = Arrays.copyOf(classes, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        classes[count] = byteClass;
        lengths[count++] = length;
    }

    /// Adds all runs of another sequence.
    void addAll(ByteSpans others) {
        for (int run = 0; run < others.count; run++) {
            add(others.classes[run], others.lengths[run]);
        }
    }

    /// The total number of bytes.
    int total() {
        return Arrays.stream(lengths, 0, count).sum();
    }

    int count() {
        return count;
    }

    ByteClass classOf(int run) {
        return classes[run];
    }

    int length(int run) {
        return lengths[run];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int run = 0; run < count; run++) {
            text.append(run == 0 ? "" : " ").append(classes[run].id()).append(' ');
            text.append(lengths[run]);
        }
        return text.toString();
    }
}
