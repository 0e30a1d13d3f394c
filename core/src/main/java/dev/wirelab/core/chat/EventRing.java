package dev.wirelab.core.chat;

import org.jspecify.annotations.Nullable;

/// Entries in the order of their places: grows at the end, loses at the front, finds by place in
/// O(log n). Guarded by the chat's lock.
final class EventRing {
    private static final int MIN_CAPACITY = 8;

    // The array's length is a power of two; entry i stands at (head + i) & (length - 1).
    private @Nullable RetainedEvent[] ring = new @Nullable RetainedEvent[MIN_CAPACITY];
    private int head;
    private int size;

    int size() {
        return size;
    }

    RetainedEvent get(int index) {
        RetainedEvent entry = ring[(head + index) & (ring.length - 1)];
        if (entry == null || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return entry;
    }

    void add(RetainedEvent entry) {
        if (size == ring.length) {
            resize(2 * ring.length);
        }
        ring[(head + size) & (ring.length - 1)] = entry;
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

    /// The index of the first entry after this place; [#size()] if there is none.
    int firstAfter(long place) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).place() <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The place of the last entry, or 0 without one.
    long lastPlace() {
        return size == 0 ? 0 : get(size - 1).place();
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
