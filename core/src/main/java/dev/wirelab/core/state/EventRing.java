package dev.wirelab.core.state;

import org.jspecify.annotations.Nullable;

/// Events ordered by offset: grows at the end, shrinks at the front, finds by offset in O(log n).
/// Guarded by the chat's lock.
public final class EventRing {
    private static final int MIN_CAPACITY = 8;

    // The array's length is a power of two; event i is at (head + i) & (length - 1).
    private @Nullable RetainedEvent[] ring = new @Nullable RetainedEvent[MIN_CAPACITY];
    private int head;
    private int size;

    EventRing() {}

    /// How many events it holds.
    public int size() {
        return size;
    }

    /// The event at an index from 0 to `size() - 1`.
    ///
    /// @throws IndexOutOfBoundsException beyond that
    public RetainedEvent get(int index) {
        RetainedEvent event = ring[(head + index) & (ring.length - 1)];
        if (event == null || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return event;
    }

    void add(RetainedEvent event) {
        if (size == ring.length) {
            resize(2 * ring.length);
        }
        ring[(head + size) & (ring.length - 1)] = event;
        size++;
    }

    RetainedEvent removeFirst() {
        RetainedEvent first = get(0);
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        size--;
        if (ring.length > MIN_CAPACITY && size < ring.length / 4) {
            resize(ring.length / 2);
        }
        return first;
    }

    /// The index of the first event after this offset; [#size()] if there is none.
    public int firstAfter(long offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).offset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The offset of the last event, or 0 without one.
    public long lastOffset() {
        return size == 0 ? 0 : get(size - 1).offset();
    }

    private void resize(int capacity) {
        @Nullable RetainedEvent[] copy = new @Nullable RetainedEvent[capacity];
        for (int i = 0; i < size; i++) {
            copy[i] = get(i);
        }
        ring = copy;
        head = 0;
    }
}
