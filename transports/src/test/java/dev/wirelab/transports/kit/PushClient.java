package dev.wirelab.transports.kit;

/// A client of a transport that pushes: a connection of its own, on which it may log in.
interface PushClient extends TransportClient {
    /// What was received and not looked at.
    Inbox inbox();

    /// Remembers where an event has brought this client.
    void moved(Json event);

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
