package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.wire.ReceivedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeliveryCheckerTest {
    private static final String RUN = "1a2b3c4d";
    private static final String PUBLISHER = "load-publisher";
    private static final int BYTES = 64;

    private final DeliveryChecker account = new DeliveryChecker(RUN, BYTES, false);

    @BeforeEach
    void expect() {
        account.expect(0, PUBLISHER, 2, 3);
    }

    @Test
    void aMessageOfTheRunGivesItsStampOnce() {
        Stamp stamp = new Stamp(RUN, MessagePhase.MEASURED, 1, 0, 42);
        assertThat(account.arrived(said(stamp))).contains(stamp);
        assertThat(account.arrived(said(stamp))).isEmpty();
        assertThat(account.counts()).isEqualTo(new DeliveryCounts(3, 1, 2, 1, 0, 0, 0, 0));
    }

    @Test
    void theWarmUpIsNotDeliveredButItsFaultsCount() {
        account.arrived(said(new Stamp(RUN, MessagePhase.WARM_UP, 1, 0, 7)));
        account.arrived(said(new Stamp(RUN, MessagePhase.WARM_UP, 0, 0, 7)));
        account.arrived(said(new Stamp(RUN, MessagePhase.WARM_UP, 0, 0, 7)));
        assertThat(account.counts()).isEqualTo(new DeliveryCounts(3, 0, 3, 1, 1, 0, 0, 0));
    }

    @Test
    void messagesOfOthersAreForeign() {
        account.arrived(new ReceivedEvent.Message(null, PUBLISHER, "#g", "hello"));
        account.arrived(said(new Stamp("another", MessagePhase.MEASURED, 0, 0, 7)));
        assertThat(account.counts().strays()).isEqualTo(2);
        assertThat(account.counts().delivered()).isZero();
    }

    @Test
    void aTextThatWasNotPublishedIsAltered() {
        String text = new Stamp(RUN, MessagePhase.MEASURED, 0, 0, 7).text(BYTES);
        account.arrived(new ReceivedEvent.Message(null, PUBLISHER, "#g", text.substring(0, 60)));
        account.arrived(new ReceivedEvent.Message(null, PUBLISHER, "#g", text.replace("..", ",,")));
        assertThat(account.counts().altered()).isEqualTo(2);
        assertThat(account.counts().delivered()).isZero();
    }

    @Test
    void eachByteOfBinaryContentIsChecked() {
        DeliveryChecker bytes = new DeliveryChecker(RUN, 600, true);
        bytes.expect(0, PUBLISHER, 0, 2);
        Stamp stamp = new Stamp(RUN, MessagePhase.MEASURED, 0, 0, 7);
        String content = stamp.text(600, true);
        assertThat(content).hasSize(600).contains("\0", "\u00ff");
        assertThat(Stamp.parse(content)).contains(stamp);

        bytes.arrived(new ReceivedEvent.Message(null, PUBLISHER, "#g", stamp.text(600)));
        bytes.arrived(
                new ReceivedEvent.Message(
                        null, PUBLISHER, "#g", content.replace('\u0080', '\u0081')));
        assertThat(bytes.counts().altered()).isEqualTo(2);
        assertThat(bytes.arrived(new ReceivedEvent.Message(null, PUBLISHER, "#g", content)))
                .contains(stamp);
    }

    @Test
    void aForgedSenderIsAltered() {
        String text = new Stamp(RUN, MessagePhase.MEASURED, 0, 0, 7).text(BYTES);
        account.arrived(new ReceivedEvent.Message(null, "mallory", "#g", text));
        assertThat(account.counts().altered()).isEqualTo(1);
    }

    @Test
    void aNumberBeyondTheScheduleIsAltered() {
        account.arrived(said(new Stamp(RUN, MessagePhase.MEASURED, 3, 0, 7)));
        assertThat(account.counts().altered()).isEqualTo(1);
    }

    @Test
    void gapsAreCountedAndOtherEventsIgnored() {
        account.arrived(new ReceivedEvent.Gap(null, "retention"));
        account.arrived(new ReceivedEvent.Other(null, "hello"));
        account.arrived(new ReceivedEvent.Ok("join", null));
        assertThat(account.counts()).isEqualTo(new DeliveryCounts(3, 0, 3, 0, 0, 0, 0, 1));
        assertThat(account.counts().isPerfect()).isFalse();
    }

    private static ReceivedEvent said(Stamp stamp) {
        return new ReceivedEvent.Message(null, PUBLISHER, "#g", stamp.text(BYTES));
    }
}
