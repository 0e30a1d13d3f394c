package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;

/// A client of a transport that pushes: a connection of its own, on which it may log in.
interface PushClient extends TransportClient {
    /// What was received and not looked at.
    Inbox inbox();

    /// Remembers where an event has brought this client.
    void moved(Json event);

    /// Sends a command that is followed by bytes, as this transport has it (B8, B9).
    default void sendRaw(Json head, byte[] data) {
        throw new UnsupportedOperationException("no bytes on this transport");
    }

    /// A message whose bytes came after it, as it would be with base64.
    static Json withData(Json head, byte[] data) {
        assertThat(head.type()).isEqualTo("message");
        assertThat(head.number("bytes")).isEqualTo(data.length);
        return head.without("bytes").with("data", Base64.getEncoder().encodeToString(data));
    }

    /// Receives an event that no bytes follow.
    default void received(Json event) {
        assertThat(event.isType("message") && event.has("data"))
                .as("base64 where bytes could have been sent")
                .isFalse();
        inbox().add(event);
    }

    /// Sends a log-in and returns what answers it: `hello`, or an error.
    default Json logIn(Json login) {
        send(login);
        Json answer = inbox().take("hello", json -> json.isType("hello", "error"));
        moved(answer);
        return answer;
    }

    /// Waits for the `hello` of a connection that is logged in, or for its refusal.
    default void awaitHello() {
        Json answer = inbox().take("hello", json -> json.isType("hello", "error"));
        if (answer.isType("error")) {
            close();
            throw new RefusedException(answer);
        }
        moved(answer);
    }

    @Override
    default Json answer() {
        return inbox().take("answer", Inbox::isAnswer);
    }

    @Override
    default Json event() {
        Json event = inbox().take("event", json -> !Inbox.isAnswer(json));
        moved(event);
        return event;
    }

    @Override
    default Ending ending() {
        return inbox().ending();
    }
}
