package dev.wirelab.lab.classroom;

import dev.wirelab.core.delivery.Session;

/// One pupil. Guarded by the lock of the [Classroom], but for the session.
final class Pupil {
    private static final double[] NONE = {};

    private final Session session;
    private String transport;
    private double error = Double.NaN;
    private double[] delays = NONE;

    Pupil(Session session, String transport) {
        this.session = session;
        this.transport = transport;
    }

    Session session() {
        return session;
    }

    /// The id of the transport that the phone is to use.
    String transport() {
        return transport;
    }

    void moveTo(String next) {
        transport = next;
    }

    /// By how much the phone's estimate of the lab's clock may be wrong, in milliseconds; NaN
    /// before the first report.
    double error() {
        return error;
    }

    /// The delays of the current round's messages, in milliseconds.
    double[] delays() {
        return delays;
    }

    void report(double clockError, double[] roundDelays) {
        error = clockError;
        delays = roundDelays;
    }

    /// Another round has begun.
    void forgetRound() {
        delays = NONE;
    }
}
