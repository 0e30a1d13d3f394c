package dev.wirelab.transports.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import org.junit.jupiter.api.Test;

/// Lines of JSON and of a person, written and counted by hand.
final class LineDissectorTest {
    private final Reading reading = new Reading(Reading.LINES);

    @Test
    void aProgramsLines() {
        reading.in("{\"type\":\"login\",\"user\":\"a\"}\r\n\n  \n{\"type\":\"ping\"}\n");
        reading.out("{\"type\":\"hello\"}\n{\"type\":\"pong\"}\n{\"type\":\"ok\",\"id\":\"1\"}\n");
        reading.in(
                "{\"type\":\"say\",\"text\":\"\u00c3\u00a9\",\"to\":\"@b\"}\nnonsense\n{\"type\"");
        reading.out("{\"type\":\"history\",\"events\":[{\"type\":\"message\",\"text\":\"x\"}]}\n");
        reading.end();
        assertThat(reading.in())
                .isEqualTo(
                        "handshake 27 framing 6 heartbeat 15 framing 1 envelope 22 payload 2"
                                + " envelope 12 framing 1 unreadable 8 framing 1 unreadable 7");
        assertThat(reading.out())
                .isEqualTo(
                        "handshake 16 framing 1 heartbeat 15 framing 1 acknowledgement 22 framing 1"
                                + " envelope 54 payload 1 envelope 4 framing 1");
    }

    @Test
    void aPersonsLines() {
        reading.in("\u00ff\u00fd\u0001/login bob\r\n");
        reading.out("* Wirelab: hi\r\nok k-1\r\n");
        reading.in(
                "hel\u00ff\u00f1lo\r\n/say #java  two words\n/ping\n/users\n/token\n\r\n\u00ff\u00ff\n");
        reading.out(
                "message k-2 #lobby bob hello all\r\npong\r\nok k-3\r\n* token eyJ1234567890.a.b\r\n");
        assertThat(reading.in())
                .isEqualTo(
                        "framing 3 handshake 10 framing 2 payload 3 framing 2 payload 2 framing 2"
                                + " envelope 11 payload 10 framing 1 heartbeat 5 framing 1 envelope 6"
                                + " framing 1 handshake 6 framing 6");
        assertThat(reading.out())
                .isEqualTo(
                        "handshake 13 framing 2 handshake 6 framing 2 envelope 23 payload 9 framing 2"
                                + " heartbeat 4 framing 2 acknowledgement 6 framing 2 handshake 25 framing 2");
        assertThat(reading.shown(Direction.OUT)).endsWith("* token *****************\r\n");
    }

    @Test
    void whatComesBeforeTheFirstLineIsFraming() {
        reading.in("\u00ef\u00bb\u00bf\r").in("\n {\"type\":\"ping\"}\n").end();
        assertThat(reading.in()).isEqualTo("framing 6 heartbeat 15 framing 1");
        Reading person = new Reading(Reading.LINES).in("\r\0/ping\r").in("\0hi\r\0").end();
        assertThat(person.in()).isEqualTo("framing 2 heartbeat 5 framing 2 payload 2 framing 2");
    }

    @Test
    void whatCannotBeReadInStepIsUnreadableToTheEnd() {
        reading.in("{\"type\":\"ping\"}\n" + "x".repeat(9000) + "\n{\"type\":\"ping\"}\n").end();
        assertThat(reading.in()).isEqualTo("heartbeat 15 framing 1 unreadable 9017");
        Reading person = new Reading(Reading.LINES).in("\u00c3(\n/token 'secret'\n").end();
        assertThat(person.in()).isEqualTo("unreadable 2 framing 1 handshake 15 framing 1");
        assertThat(person.shown(Direction.IN)).endsWith("/token ********\n");
        assertThat(reading.bytes(Direction.IN, ByteClass.UNREADABLE)).isEqualTo(9017);
    }
}
