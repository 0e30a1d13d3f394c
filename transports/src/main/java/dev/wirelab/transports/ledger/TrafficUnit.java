package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A piece of the stream that is understood as one: a request, an answer, a frame or the frames of
/// a message, a line. Bytes are added as they come, some with their class, some as content whose
/// class is known when all of it has been read.
///
/// Used by one thread at a time until it is settled; then nobody changes it.
public final class TrafficUnit {
    /// More content than this is not looked into.
    public static final int MAX_CONTENT = 256 * 1024;

    /// More bytes than this are not kept for the tap.
    static final int MAX_KEPT = 256 * 1024;

    /// A message in more pieces than this is not looked into.
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

    // Content that the bytes on the wire do not show as it is: masked, or in pieces.
    private boolean isMasked;
    private byte @Nullable [] plain;
    private int @Nullable [] plainPlaces;

    /// @param isWanted whether bytes are to be kept, besides their classes; asked when the first
    ///   one is there
    TrafficUnit(Direction direction, BooleanSupplier isWanted) {
        this.direction = direction;
        this.isWanted = isWanted;
    }

    /// Which way its bytes go.
    public Direction direction() {
        return direction;
    }

    /// Adds bytes of a class.
    public void add(ByteClass line, byte[] bytes, int from, int count) {
        keep(bytes, from, count);
        addRun(line, count);
    }

    /// Adds bytes of content.
    ///
    /// @param mask what they are masked with, from the first of them on (RFC 6455 §5.3); or null
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

    private void addRun(@Nullable ByteClass line, int count) {
        if (count == 0) {
            return;
        }
        length += count;
        if (runs > 0 && classes[runs - 1] == line) {
            lengths[runs - 1] += count;
            return;
        }
        if (runs == lengths.length) {
            classes = Arrays.copyOf(classes, 2 * runs);
            lengths = Arrays.copyOf(lengths, 2 * runs);
        }
        classes[runs] = line;
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

    /// Takes all content for unreadable, and what is added later too.
    public void giveUp() {
        isGivenUp = true;
        resolve(ByteClass.UNREADABLE);
    }

    /// Gives all content this class.
    public void resolve(ByteClass line) {
        rememberContent();
        for (int run = 0; run < runs; run++) {
            if (classes[run] == null) {
                classes[run] = line;
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
            ByteClass line = before[run];
            if (line != null) {
                addRun(line, left);
                continue;
            }
            while (left > 0) {
                int part = Math.min(left, spans.length(span) - used);
                addRun(spans.line(span), part);
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

    /// Reads the content as one JSON object, and resolves it so.
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

    /// Gives all of it this class.
    public void resolveAll(ByteClass line) {
        rememberContent();
        int all = length;
        runs = 0;
        length = 0;
        addRun(line, all);
        content = new ByteArrayOutputStream(0);
    }

    /// Its content, not masked; empty if that was given up.
    public byte[] content() {
        return content.toByteArray();
    }

    /// Remembers content in which tokens could not be found otherwise.
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
            plainPlaces = contentPlaces();
        }
    }

    /// The place of each byte of content in the unit.
    private int[] contentPlaces() {
        int[] places = new int[content.size()];
        int at = 0;
        int next = 0;
        for (int run = 0; run < runs; run++) {
            if (classes[run] == null) {
                for (int i = 0; i < lengths[run]; i++) {
                    places[next++] = at + i;
                }
            }
            at += lengths[run];
        }
        return places;
    }

    /// How many bytes there are.
    int length() {
        return length;
    }

    /// Whether it has no byte yet.
    public boolean isEmpty() {
        return length == 0;
    }

    /// Whether its content is not looked into.
    public boolean isGivenUp() {
        return isGivenUp;
    }

    /// Whether it may be settled as soon as its turn has come.
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
            ByteClass line = classes[run];
            spans.add(line == null ? ByteClass.UNREADABLE : line, lengths[run]);
        }
        return spans;
    }

    /// The bytes as they were on the wire but for tokens, the first [#MAX_KEPT] of them; none if
    /// they were not to be kept.
    byte[] raw() {
        byte[] wire = raw.toByteArray();
        byte[] hidden = wire.clone();
        byte[] text = plain;
        int[] places = plainPlaces;
        if (text != null && places != null) {
            Secrets.find(text, at -> hide(hidden, wire, places[at], text[at]));
        }
        Secrets.find(wire, at -> hide(hidden, wire, at, wire[at]));
        return hidden;
    }

    /// Puts an asterisk here; below a mask, what unmasks to one.
    ///
    /// @param plain what stands here without the mask
    private static void hide(byte[] hidden, byte[] wire, int place, byte plain) {
        if (place < wire.length) {
            hidden[place] = (byte) (wire[place] ^ plain ^ '*');
        }
    }
}
