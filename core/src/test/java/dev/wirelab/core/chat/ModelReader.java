package dev.wirelab.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import java.time.Duration;
import java.util.List;

/// A [Reader], and what the [Model] says that it shall see.
final class ModelReader implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Model model;
    private final Reader reader;
    private final String session;
    private final boolean echo;
    private long seen;

    /// @param seen the offset from which it reads
    ModelReader(Model model, Reader reader, String session, boolean echo, long seen) {
        this.model = model;
        this.reader = reader;
        this.session = session;
        this.echo = echo;
        this.seen = seen;
    }

    boolean isOf(String aSession) {
        return session.equals(aSession);
    }

    String session() {
        return session;
    }

    boolean echo() {
        return echo;
    }

    Cursor cursor() {
        return reader.cursor();
    }

    /// Reads, and holds it to the model.
    ///
    /// @return whether there was anything
    boolean read(int maxBytes) {
        return check(reader.read(maxBytes), maxBytes);
    }

    /// Waits where the model says that it need not be in vain.
    void awaitIfDue(int maxBytes) throws InterruptedException {
        if (due().isEmpty()) {
            check(reader.await(maxBytes, Duration.ofNanos(1)), maxBytes);
        } else {
            assertThat(check(reader.await(maxBytes, LONG), maxBytes))
                    .as("something due was told in time")
                    .isTrue();
        }
    }

    private List<Model.Happening> due() {
        return model.due(session, echo, seen);
    }

    private boolean check(Batch batch, int maxBytes) {
        List<Event> events =
                batch.events().stream()
                        .map(EncodedEvent::event)
                        .filter(event -> !(event instanceof Event.CursorMoved))
                        .toList();
        if (!events.isEmpty() && events.getFirst() instanceof Event.Gap gap) {
            long evicted = model.evicted();
            assertThat(due())
                    .as("a gap means that one of these is gone")
                    .anyMatch(happening -> happening.offset() <= evicted);
            assertThat(gap.reason()).isEqualTo(Event.Gap.Reason.RETENTION);
            assertThat(gap.cursor().offset()).isGreaterThanOrEqualTo(evicted);
            seen = gap.cursor().offset();
            events = events.subList(1, events.size());
        }
        List<Model.Happening> due = due();
        long cursor = batch.cursor().offset();
        assertThat(events.stream().map(event -> offset(event) + " " + Model.wordsOf(event)))
                .as("%s, echo %s, %d to %d", session, echo, seen, cursor)
                .isEqualTo(
                        due.stream()
                                .filter(happening -> happening.offset() <= cursor)
                                .map(happening -> happening.offset() + " " + happening.words())
                                .toList());
        assertThat(!events.isEmpty() || due.isEmpty())
                .as("%s got nothing where %s was due", session, due)
                .isTrue();
        int bytes = batch.events().stream().mapToInt(event -> event.json().length + 1).sum();
        assertThat(bytes <= maxBytes || events.size() <= 1)
                .as("%d bytes where %d are allowed, but for a single event", bytes, maxBytes)
                .isTrue();
        seen = cursor;
        assertThat(batch.cursor()).isEqualTo(reader.cursor());
        assertThat(!batch.more() || !due().isEmpty())
                .as("%s is told of more where nothing is due", session)
                .isTrue();
        return !batch.isEmpty();
    }

    private static long offset(Event event) {
        return event instanceof Event.Logged logged ? logged.cursor().offset() : -1;
    }

    void sawEverything() {
        assertThat(due()).isEmpty();
    }

    List<EncodedEvent> leftOver() {
        return reader.read(Integer.MAX_VALUE).events();
    }

    @Override
    public void close() {
        reader.close();
    }
}
