package dev.wirelab.core.delivery;

import static dev.wirelab.core.chat.TestChat.after;
import static dev.wirelab.core.chat.TestChat.beginning;
import static dev.wirelab.core.chat.TestChat.eventually;
import static dev.wirelab.core.chat.TestChat.present;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.chat.Read;
import dev.wirelab.core.chat.TestChat;
import dev.wirelab.core.chat.TestFormat;
import dev.wirelab.core.chat.TestListener;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReaderTest {
    private static final int MAX = Batch.MAX_BYTES;

    private final TestChat chat = new TestChat();
    private final Session ann = chat.logIn("ann");
    private final Session bob = chat.logIn("bob");
    private final TestListener listener = new TestListener();

    @AfterEach
    void close() {
        chat.close();
    }

    /// A reader that has read all there is.
    private Reader readerAtHead(Session session, boolean echo) {
        Reader reader = chat.open(session, present(), echo, listener);
        assertThat(reader.read(MAX).isEmpty()).isTrue();
        return reader;
    }

    @Test
    void itStartsAtTheGivenOffset() {
        Cursor first = chat.say(bob, "#lobby", "one");
        chat.say(bob, "#lobby", "two");
        assertThat(Read.all(chat.open(ann, beginning())))
                .containsExactly("bob says one to #lobby", "bob says two to #lobby");
        assertThat(Read.all(chat.open(ann, after(first))))
                .containsExactly("bob says two to #lobby");
        assertThat(Read.all(chat.open(ann, present()))).isEmpty();
    }

    @Test
    void itsCursorIsTheOffsetUpToWhichItRead() {
        Cursor first = chat.say(bob, "#lobby", "one");
        Cursor second = chat.say(bob, "#lobby", "two");
        Reader reader = chat.open(ann, beginning());
        assertThat(reader.read(1).cursor()).isEqualTo(first).isEqualTo(reader.cursor());
        assertThat(reader.read(1).cursor()).isEqualTo(second).isEqualTo(reader.cursor());
        Cursor unseen = chat.say(bob, "@bob", "to myself");
        assertThat(reader.read(1).cursor()).isEqualTo(unseen);
    }

    @Test
    void aBatchIsCutWhereItIsFullButHoldsOneEventAlways() {
        for (int i = 0; i < 40; i++) {
            chat.say(bob, "#lobby", "x".repeat(4096));
        }
        Reader reader = chat.open(ann, beginning());
        int events = 0;
        for (boolean more = true; more; ) {
            Batch batch = reader.read(MAX);
            assertThat(batch.bytes(TestFormat.INSTANCE, ProtocolVersion.V1).length)
                    .isBetween(1, MAX);
            events += batch.events().size();
            more = batch.more();
            assertThat(more).isEqualTo(events < 40);
        }
        assertThat(events).isEqualTo(40);
        Reader again = chat.open(ann, beginning());
        assertThat(again.read(1).events()).hasSize(1);
    }

    @Test
    void whatASlowReaderMissedComesInOneBatch() {
        Reader reader = readerAtHead(ann, true);
        for (int i = 0; i < 300; i++) {
            chat.say(bob, "#lobby", "m" + i);
        }
        Batch batch = reader.read(MAX);
        while (batch.events().size() < 300) {
            // What the fan-out had offered already came first.
            batch = join(batch, reader.read(MAX));
        }
        assertThat(Read.words(batch)).first().isEqualTo("bob says m0 to #lobby");
        assertThat(Read.words(batch)).last().isEqualTo("bob says m299 to #lobby");
    }

    private static Batch join(Batch one, Batch two) {
        return new Batch(
                Stream.concat(one.events().stream(), two.events().stream()).toList(),
                two.cursor(),
                two.more());
    }

    @Test
    void anArmedReaderIsNotifiedOnce() throws InterruptedException {
        Reader reader = readerAtHead(ann, true);
        assertThat(reader.arm()).isTrue();
        assertThat(reader.arm()).as("armed already").isFalse();
        chat.say(bob, "#lobby", "one");
        assertThat(listener.isToldSoon()).isTrue();
        chat.say(bob, "#lobby", "two");
        toldInItsTurn();
        assertThat(listener.readyCalls).hasValue(1);
        assertThat(reader.arm()).as("something is due").isFalse();
    }

    @Test
    void aReaderThatHasNotReadYetCannotBeArmed() {
        assertThat(chat.open(ann, beginning()).arm()).isFalse();
        chat.say(bob, "#lobby", "one");
        chat.say(bob, "#lobby", "two");
        Reader reader = chat.open(ann, beginning());
        assertThat(reader.read(1).more()).isTrue();
        assertThat(reader.arm()).as("the second is due").isFalse();
        assertThat(reader.read(1).more()).isFalse();
    }

    @Test
    void aDisarmedReaderIsNotNotified() throws InterruptedException {
        Reader reader = readerAtHead(ann, true);
        assertThat(reader.disarm()).as("not armed").isFalse();
        assertThat(reader.arm()).isTrue();
        assertThat(reader.disarm()).isTrue();
        chat.say(bob, "#lobby", "one");
        toldInItsTurn();
        assertThat(listener.readyCalls).hasValue(0);
        assertThat(Read.all(reader)).containsExactly("bob says one to #lobby");
    }

    @Test
    void aReaderIsNotNotifiedOfEventsThatAreNotDueToIt() throws InterruptedException {
        Session cid = chat.logIn("cid");
        chat.join(bob, "#g");
        Reader reader = readerAtHead(ann, true);
        assertThat(reader.arm()).isTrue();
        chat.say(bob, "#g", "x");
        chat.say(bob, "@cid", "x");
        chat.join(cid, "#g");
        toldInItsTurn();
        assertThat(listener.readyCalls).hasValue(0);
        assertThat(reader.disarm()).isTrue();
    }

    @Test
    void withoutEchoAReaderIsNotNotifiedOfItsOwnMessages() throws InterruptedException {
        Reader reader = readerAtHead(ann, false);
        assertThat(reader.arm()).isTrue();
        chat.say(ann, "#lobby", "mine");
        toldInItsTurn();
        assertThat(listener.readyCalls).hasValue(0);
        chat.say(bob, "#lobby", "his");
        assertThat(listener.isToldSoon()).isTrue();
        assertThat(Read.all(reader)).containsExactly("bob says his to #lobby");
    }

    @Test
    void withoutEchoAReaderStillGetsItsOwnJoinsAndLeaves() throws InterruptedException {
        Reader reader = readerAtHead(ann, false);
        chat.join(ann, "#g");
        assertThat(Read.words(reader.await(MAX, TestChat.LONG))).containsExactly("ann joined #g");
        chat.say(ann, "#g", "mine");
        chat.leave(ann, "#g");
        assertThat(Read.words(reader.await(MAX, TestChat.LONG))).containsExactly("ann left #g");
    }

    @Test
    void readersWithTheSamePendingEventsShareTheirBytes() throws InterruptedException {
        toldInItsTurn();
        Reader one = readerAtHead(ann, true);
        Reader two = readerAtHead(bob, true);
        one.arm();
        two.arm();
        chat.say(bob, "#lobby", "shared");
        assertThat(listener.isToldSoon(2)).isTrue();
        Batch first = one.read(MAX);
        Batch second = two.read(MAX);
        assertThat(second).isSameAs(first);
        assertThat(second.bytes(TestFormat.INSTANCE, ProtocolVersion.V1))
                .isSameAs(first.bytes(TestFormat.INSTANCE, ProtocolVersion.V1));
        assertThat(Read.words(first)).containsExactly("bob says shared to #lobby");
    }

    @Test
    void bothVersionsShareTheBytesOfTexts() {
        Reader reader = readerAtHead(ann, true);
        chat.say(bob, "#lobby", "text");
        Batch text = reader.read(MAX);
        assertThat(text.bytes(TestFormat.INSTANCE, ProtocolVersion.V2))
                .isSameAs(text.bytes(TestFormat.INSTANCE, ProtocolVersion.V1));
    }

    @Test
    void binaryContentIsEncodedOnceForEachVersion() {
        Reader reader = readerAtHead(ann, true);
        Content picture = new Content.Binary("image/png", "cat.png", new byte[] {0, -1, 10});
        chat.execute(bob, new Command.Say(null, Address.LOBBY, picture));
        Batch batch = reader.read(MAX);
        byte[] first = batch.bytes(TestFormat.INSTANCE, ProtocolVersion.V1);
        byte[] second = batch.bytes(TestFormat.INSTANCE, ProtocolVersion.V2);
        assertThat(new String(first, UTF_8)).contains("\"text\":\"[image/png cat.png, 3 bytes]\"");
        assertThat(new String(second, UTF_8)).contains("\"data\":\"AP8K\"");
        assertThat(batch.bytes(TestFormat.INSTANCE, ProtocolVersion.V1)).isSameAs(first);
        assertThat(batch.bytes(TestFormat.INSTANCE, ProtocolVersion.V2)).isSameAs(second);
    }

    @Test
    void evenMergedEventsShareTheirBytes() {
        chat.say(bob, "#lobby", "shared");
        Batch one = chat.open(ann, beginning()).read(MAX);
        Batch two = chat.open(bob, beginning()).read(MAX);
        assertThat(one.events().getFirst().json()).isSameAs(two.events().getFirst().json());
    }

    @Test
    void awaitReturnsAsSoonAsSomethingIsDue() throws Exception {
        Reader reader = readerAtHead(ann, true);
        CompletableFuture<Batch> awaited = awaiting(reader, TestChat.LONG);
        chat.say(bob, "#lobby", "here");
        assertThat(Read.words(awaited.get(5, TimeUnit.SECONDS)))
                .containsExactly("bob says here to #lobby");
        assertThat(listener.readyCalls).as("the thread was woken, not the listener").hasValue(0);
    }

    @Test
    void awaitEndsInTimeWithoutAnything() throws InterruptedException {
        Reader reader = readerAtHead(ann, true);
        long start = System.nanoTime();
        assertThat(reader.await(MAX, Duration.ofMillis(30)).isEmpty()).isTrue();
        assertThat(System.nanoTime() - start).isBetween(30_000_000L, 5_000_000_000L);
        assertThat(reader.arm()).as("not armed any more").isTrue();
        chat.say(bob, "#lobby", "x");
        assertThat(listener.isToldSoon()).as("the listener's turn now").isTrue();
    }

    @Test
    void awaitEndsWhenTheReaderIsClosed() throws Exception {
        Reader reader = readerAtHead(ann, true);
        CompletableFuture<Batch> awaited = awaiting(reader, Duration.ofMinutes(1));
        reader.close();
        assertThat(awaited.get(5, TimeUnit.SECONDS).isEmpty()).isTrue();
    }

    @Test
    void awaitEndsWhenAPollIsDisplaced() throws Exception {
        Reader oldest = chat.poll(ann, present(), listener);
        CompletableFuture<Batch> awaited = awaiting(oldest, Duration.ofMinutes(1));
        for (int i = 0; i < ReaderOptions.MAX_POLLS; i++) {
            chat.poll(ann, present(), new TestListener());
        }
        assertThat(awaited.get(5, TimeUnit.SECONDS).isEmpty()).isTrue();
    }

    @Test
    void anInterruptedAwaitLeavesTheReaderUsable() throws Exception {
        Reader reader = readerAtHead(ann, true);
        CompletableFuture<Batch> awaited = new CompletableFuture<>();
        Thread thread =
                Thread.startVirtualThread(() -> {
                    try {
                        awaited.complete(reader.await(MAX, Duration.ofMinutes(1)));
                    } catch (InterruptedException e) {
                        awaited.completeExceptionally(e);
                    }
                });
        thread.interrupt();
        assertThatThrownBy(() -> awaited.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(reader.arm()).isTrue();
        chat.say(bob, "#lobby", "x");
        assertThat(listener.isToldSoon()).isTrue();
    }

    @Test
    void aReaderClosedWhileArmedIsForgotten() throws InterruptedException {
        Reader reader = readerAtHead(ann, true);
        assertThat(reader.arm()).isTrue();
        reader.close();
        reader.close();
        assertThat(ann.readers()).isEmpty();
        chat.say(bob, "#lobby", "x");
        toldInItsTurn();
        assertThat(listener.readyCalls).hasValue(0);
    }

    @Test
    void aThrowingListenerDoesNotAffectOthers() throws InterruptedException {
        ReaderOptions.Listener broken =
                new ReaderOptions.Listener() {
                    @Override
                    public void ready() {
                        throw new IllegalStateException("thrown by a test");
                    }

                    @Override
                    public void ended(ErrorCode why, String reason) {
                        throw new IllegalStateException("thrown by a test");
                    }
                };
        Reader bad = chat.open(ann, present(), true, broken);
        bad.read(MAX);
        bad.arm();
        Reader good = readerAtHead(ann, true);
        good.arm();
        chat.say(bob, "#lobby", "one");
        assertThat(listener.isToldSoon()).isTrue();
        good.read(MAX);
        good.arm();
        chat.say(bob, "#lobby", "two");
        assertThat(listener.isToldSoon()).isTrue();
        chat.chat.logOut(ann, "bye");
        eventually("told", () -> !listener.endings.isEmpty());
        assertThat(listener.endings).containsExactly("unauthorized: bye");
    }

    @Test
    void aQuietStreamGetsItsCursorAfterAThousandOffsets() throws InterruptedException {
        Reader reader = readerAtHead(ann, true);
        long start = reader.cursor().offset();
        for (int i = 0; i < Reader.QUIET_OFFSETS; i++) {
            chat.say(bob, "@bob", "x");
        }
        assertThat(Read.words(reader.await(MAX, TestChat.LONG)))
                .containsExactly("cursor " + (start + Reader.QUIET_OFFSETS));
    }

    @Test
    void aQuietStreamGetsItsCursorAfterAWhileIfItMoved() {
        Reader reader = readerAtHead(ann, true);
        reader.arm();
        reader.tick(reader.cursor().offset(), 2);
        reader.tick(reader.cursor().offset(), 2);
        reader.tick(reader.cursor().offset(), 2);
        assertThat(listener.readyCalls).as("nothing went by").hasValue(0);
        Cursor elsewhere = chat.say(bob, "@bob", "x");
        for (int i = 0; i < 3; i++) {
            reader.tick(elsewhere.offset(), 2);
        }
        assertThat(listener.readyCalls).hasValue(1);
        assertThat(Read.all(reader)).containsExactly("cursor " + elsewhere.offset());
    }

    @Test
    void aPollIsNotWokenToGetACursorAlone() {
        Reader poll = chat.poll(ann, present(), listener);
        poll.read(MAX);
        poll.arm();
        poll.tick(1_000_000, 0);
        poll.tick(1_000_000, 0);
        assertThat(listener.readyCalls).hasValue(0);
    }

    /// Waits until the fan-out has dealt with all that was said so far.
    private void toldInItsTurn() throws InterruptedException {
        TestListener last = new TestListener();
        Session zoe = chat.logIn("zoe");
        Reader reader = chat.open(zoe, present(), true, last);
        do {
            reader.read(MAX);
        } while (!reader.arm());
        chat.say(zoe, "@zoe", "last");
        assertThat(last.isToldSoon()).isTrue();
    }

    private static CompletableFuture<Batch> awaiting(Reader reader, Duration wait) {
        CompletableFuture<Batch> awaited = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            try {
                                awaited.complete(reader.await(MAX, wait));
                            } catch (InterruptedException | RuntimeException e) {
                                awaited.completeExceptionally(e);
                            }
                        });
        thread.start();
        eventually(
                "parked",
                () -> thread.getState() == Thread.State.TIMED_WAITING || awaited.isDone());
        return awaited;
    }
}
