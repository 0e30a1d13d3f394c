package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A part of a byte stream that is classified and shown as a whole: a request, a response, a frame
/// or the frames of a message, a line. Bytes are added as they arrive: some with their class, some
/// as content whose classes are determined when all of it has been read.
///
/// Used by one thread at a time until it is settled; immutable from then on.
public final class TrafficUnit {
    /// The largest content that is classified, in bytes; larger content is unreadable.
    public static final int MAX_CONTENT = 256 * 1024;

    /// The number of bytes that are kept for the tap.
    static final int MAX_KEPT = 256 * 1024;

    /// The largest number of runs; the content of a message in more pieces is unreadable.
    private static final int MAX_RUNS = 16 * 1024;

    private final Direction direction;
    private final BooleanSupplier isWanted;
    private boolean kept;
    private @Nullable ByteClass[] classes = new ByteClass[4];
    private int[] lengths = new int[4];
    private int runs;
    private int length;
    private boolean isGivenUp;
    private boolean isReady;
    private ByteArrayOutputStream content = new ByteArrayOutputStream(0);
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream(0);
    private long nanos;

    // Content in which tokens cannot be found in the raw bytes, since it is masked or fragmented;
    // and the index of each of its bytes in the unit.
    private boolean isMasked;
    private byte @Nullable [] plain;
    private int @Nullable [] plainIndexes;

    /// @param isWanted whether to keep the bytes besides their classes; called when the first byte
    ///   is added
    TrafficUnit(Direction direction, BooleanSupplier isWanted) {
        this.direction = direction;
        this.isWanted = isWanted;
    }

    /// The direction of its bytes.
    public Direction direction() {
        return direction;
    }

    /// Adds bytes of a class.
    public void add(ByteClass byteClass, byte[] bytes, int from, int count) {
        keep(bytes, from, count);
        addRun(byteClass, count);
    }

    /// Adds bytes of content.
    ///
    /// @param mask the masking key (RFC 6455 §5.3), or null
    /// @param phase the index in `mask` for the first of these bytes; higher ones count modulo 4
    public void addContent(byte[] bytes, int from, int count, byte @Nullable [] mask, int phase) {
        if (isGivenUp || content.size() + count > MAX_CONTENT || runs >= MAX_RUNS) {
            giveUp();
            add(ByteClass.UNREADABLE, bytes, from, count);
            return;
        }
        keep(bytes, from, count);
        addRun(null, count);
        if (mask == null) {
            content.write(bytes, from, count);
        } else {
            isMasked = true;
            for (int i = 0; i < count; i++) {
                content.write(bytes[from + i] ^ mask[phase + i & 3]);
            }
        }
    }

    private void addRun(@Nullable ByteClass byteClass, int count) {
        if (count == 0) {
            return;
        }
        length += count;
        if (runs > 0 && classes[runs - 1] == byteClass) {
            lengths[runs - 1] += count;
            return;
        }
        if (runs == lengths.length) {
            classes = Arrays.copyOf(classes, 2 * runs);
            lengths = Arrays.copyOf(lengths, 2 * runs);
        }
        classes[runs] = byteClass;
        lengths[runs++] = count;
    }

    private void keep(byte[] bytes, int from, int count) {
        if (length == 0 && count > 0) {
            kept = isWanted.getAsBoolean();
            nanos = System.nanoTime();
        }
        if (kept) {
            raw.write(bytes, from, Math.min(count, MAX_KEPT - raw.size()));
        }
    }

    /// Makes all content unreadable, including content that is added later.
    public void giveUp() {
        isGivenUp = true;
        resolve(ByteClass.UNREADABLE);
    }

    /// Gives all content this class.
    public void resolve(ByteClass byteClass) {
        rememberContent();
        for (int run = 0; run < runs; run++) {
            if (classes[run] == null) {
                classes[run] = byteClass;
            }
        }
        content = new ByteArrayOutputStream(0);
    }

    /// Gives the content its classes.
    ///
    /// @param spans as long as the content
    public void resolve(ByteSpans spans) {
        rememberContent();
        @Nullable ByteClass[] before = classes;
        int[] beforeLengths = lengths;
        int beforeRuns = runs;
        classes = new ByteClass[beforeRuns + spans.count()];
        lengths = new int[classes.length];
        runs = 0;
        length = 0;
        int span = 0;
        int used = 0;
        for (int run = 0; run < beforeRuns; run++) {
            int left = beforeLengths[run];
            ByteClass byteClass = before[run];
            if (byteClass != null) {
                addRun(byteClass, left);
                continue;
            }
            while (left > 0) {
                int part = Math.min(left, spans.length(span) - used);
                addRun(spans.classOf(span), part);
                left -= part;
                used += part;
                if (used == spans.length(span)) {
                    span++;
                    used = 0;
                }
            }
        }
        content = new ByteArrayOutputStream(0);
    }

    /// Classifies the content as one JSON object.
    ///
    /// @return whether it is the answer to a poll, without an event
    public boolean resolveAsJson() {
        byte[] json = content();
        if (isGivenUp || json.length == 0) {
            return false;
        }
        ByteSpans spans = new ByteSpans();
        boolean isEmptyPoll = JsonUnit.read(direction, json, 0, json.length, spans);
        resolve(spans);
        return isEmptyPoll;
    }

    /// Gives all bytes of the unit this class.
    public void resolveAll(ByteClass byteClass) {
        rememberContent();
        int all = length;
        runs = 0;
        length = 0;
        addRun(byteClass, all);
        content = new ByteArrayOutputStream(0);
    }

    /// Its content without the mask; empty once it has classes.
    public byte[] content() {
        return content.toByteArray();
    }

    /// Keeps a copy of content whose tokens cannot be found in the raw bytes.
    private void rememberContent() {
        if (!kept || content.size() == 0) {
            return;
        }
        int pieces = 0;
        for (int run = 0; run < runs; run++) {
            pieces += classes[run] == null ? 1 : 0;
        }
        if (isMasked || pieces > 1) {
            plain = content.toByteArray();
            plainIndexes = contentIndexes();
        }
    }

    /// The index of each byte of content in the unit.
    private int[] contentIndexes() {
        int[] indexes = new int[content.size()];
        int at = 0;
        int next = 0;
        for (int run = 0; run < runs; run++) {
            if (classes[run] == null) {
                for (int i = 0; i < lengths[run]; i++) {
                    indexes[next++] = at + i;
                }
            }
            at += lengths[run];
        }
        return indexes;
    }

    /// The number of bytes.
    int length() {
        return length;
    }

    /// Whether it has no bytes yet.
    public boolean isEmpty() {
        return length == 0;
    }

    /// Whether its content is unreadable.
    public boolean isGivenUp() {
        return isGivenUp;
    }

    /// Whether it may be settled once all units before it have been.
    boolean isReady() {
        return isReady;
    }

    void ready() {
        isReady = true;
    }

    /// When the first of its bytes passed the socket, on the nano clock.
    long nanos() {
        return nanos;
    }

    /// Its classes. Content that was never read is unreadable.
    ByteSpans spans() {
        ByteSpans spans = new ByteSpans();
        for (int run = 0; run < runs; run++) {
            ByteClass byteClass = classes[run];
            spans.add(byteClass == null ? ByteClass.UNREADABLE : byteClass, lengths[run]);
        }
        return spans;
    }

    /// The first [#MAX_KEPT] bytes as transmitted, with an asterisk for each byte of a token; empty
    /// if they were not kept.
    byte[] raw() {
        byte[] transmitted = raw.toByteArray();
        byte[] hidden = transmitted.clone();
        byte[] text = plain;
        int[] indexes = plainIndexes;
        if (text != null && indexes != null) {
            Secrets.find(text, at -> hide(hidden, transmitted, indexes[at], text[at]));
        }
        Secrets.find(transmitted, at -> hide(hidden, transmitted, at, transmitted[at]));
        return hidden;
    }

    /// Replaces a byte with an asterisk or, if it is masked, with a masked asterisk.
    ///
    /// @param plain the byte without the mask
    private static void hide(byte[] hidden, byte[] transmitted, int index, byte plain) {
        if (index < transmitted.length) {
            hidden[index] = (byte) (transmitted[index] ^ plain ^ '*');
        }
    }
}
