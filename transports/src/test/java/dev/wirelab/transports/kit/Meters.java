package dev.wirelab.transports.kit;

import java.util.Map;

/// Reads the lab's meters.
final class Meters {
    private Meters() {}

    static Json of(LabUnderTest lab) {
        return HttpConnection.once(lab.nodes().getFirst(), "GET", "/api/meters", key(lab), "")
                .json();
    }

    /// The header that opens the meters.
    static Map<String, String> key(LabUnderTest lab) {
        return Map.of("Authorization", "Bearer " + lab.key());
    }

    /// The rows of one transport, or of `other`.
    static Json of(LabUnderTest lab, String row) {
        return of(lab).object("transports").object(row);
    }

    /// The rows of one session, by transport.
    static Json of(LabUnderTest lab, Session session) {
        HttpAnswer answer =
                HttpConnection.once(
                        lab.nodes().getFirst(),
                        "GET",
                        "/api/sessions/me/meters",
                        session.authorization(),
                        "");
        return answer.orRefused().json().object("transports");
    }
}
