package dev.wirelab.transports.kit;

import dev.wirelab.transports.Quotas;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a test may want to be shorter or smaller than in a lab that people use.
///
/// @param secret the key of the tokens, at least 32 ASCII characters, used as its bytes
/// @param tokenLife how long a token is good
/// @param sessionLease how long a session outlives its last connection
/// @param loginBound how long a connection may stay without a log-in
/// @param retentionEvents how many events the log keeps
/// @param retentionBytes how many bytes of events the log keeps
/// @param writeStall how long a write may make no progress
/// @param pingPeriod the time between WebSocket pings
/// @param pongBound how long a pong may take
/// @param quotas how much one client may do
/// @param accessCode what a log-in by name must present; null: nothing
public record LabSettings(
        String secret,
        Duration tokenLife,
        Duration sessionLease,
        Duration loginBound,
        int retentionEvents,
        long retentionBytes,
        Duration writeStall,
        Duration pingPeriod,
        Duration pongBound,
        Quotas quotas,
        @Nullable String accessCode) {

    /// What docs/protocol.md says, with a secret that the kit knows, and without quotas.
    public static LabSettings defaults() {
        return new LabSettings(
                "the kit's secret, known to the tests alone",
                Duration.ofHours(12),
                Duration.ofSeconds(90),
                Duration.ofSeconds(10),
                200_000,
                64L << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(25),
                Duration.ofSeconds(10),
                Quotas.UNLIMITED,
                null);
    }

    LabSettings withTokenLife(Duration value) {
        return new LabSettings(
                secret,
                value,
                sessionLease,
                loginBound,
                retentionEvents,
                retentionBytes,
                writeStall,
                pingPeriod,
                pongBound,
                quotas,
                accessCode);
    }

    LabSettings withSessionLease(Duration value) {
        return new LabSettings(
                secret,
                tokenLife,
                value,
                loginBound,
                retentionEvents,
                retentionBytes,
                writeStall,
                pingPeriod,
                pongBound,
                quotas,
                accessCode);
    }

    LabSettings withLoginBound(Duration value) {
        return new LabSettings(
                secret,
                tokenLife,
                sessionLease,
                value,
                retentionEvents,
                retentionBytes,
                writeStall,
                pingPeriod,
                pongBound,
                quotas,
                accessCode);
    }

    LabSettings withRetention(int events, long bytes) {
        return new LabSettings(
                secret,
                tokenLife,
                sessionLease,
                loginBound,
                events,
                bytes,
                writeStall,
                pingPeriod,
                pongBound,
                quotas,
                accessCode);
    }

    LabSettings withWriteStall(Duration value) {
        return new LabSettings(
                secret,
                tokenLife,
                sessionLease,
                loginBound,
                retentionEvents,
                retentionBytes,
                value,
                pingPeriod,
                pongBound,
                quotas,
                accessCode);
    }

    LabSettings withPings(Duration period, Duration pong) {
        return new LabSettings(
                secret,
                tokenLife,
                sessionLease,
                loginBound,
                retentionEvents,
                retentionBytes,
                writeStall,
                period,
                pong,
                quotas,
                accessCode);
    }

    LabSettings withQuotas(Quotas value) {
        return new LabSettings(
                secret,
                tokenLife,
                sessionLease,
                loginBound,
                retentionEvents,
                retentionBytes,
                writeStall,
                pingPeriod,
                pongBound,
                value,
                accessCode);
    }

    LabSettings withAccessCode(String value) {
        return new LabSettings(
                secret,
                tokenLife,
                sessionLease,
                loginBound,
                retentionEvents,
                retentionBytes,
                writeStall,
                pingPeriod,
                pongBound,
                quotas,
                value);
    }
}
