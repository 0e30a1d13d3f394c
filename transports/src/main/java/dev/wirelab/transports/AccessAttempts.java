package dev.wirelab.transports;

import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.TokenBucket;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Compares what log-ins present with the lab's access code, and limits how often an address, and
/// those who log in under one name, may be wrong.
///
/// Codes are compared one after the other, on threads of their own: a comparison is slow, no event
/// loop may wait for it, and nobody gets more attempts by making many at once. Safe for use by any
/// number of threads.
final class AccessAttempts {
    /// How many wrong codes are accepted at once.
    static final int BURST = 10;

    private static final double PER_SECOND = 0.2;

    /// Names without a recent attempt are forgotten beyond this number.
    private static final int MAX_NAMES = 10_000;

    private final AccessCode code;
    private final Meters meters;
    private final ReentrantLock lock = new ReentrantLock();

    /// Used by one comparison at a time.
    private final Map<String, TokenBucket> names = new HashMap<>();

    // Guarded by the lock.
    private CompletionStage<?> last = CompletableFuture.completedFuture(null);

    AccessAttempts(AccessCode code, Meters meters) {
        this.code = code;
        this.meters = meters;
    }

    /// The wrong codes that one address or name may still present.
    static TokenBucket newBucket() {
        return new TokenBucket(PER_SECOND, BURST, System.nanoTime());
    }

    /// Compares a code after those before it.
    ///
    /// @param ofAddress the wrong codes of its address
    /// @param offered null or empty: nothing was presented, which is no attempt
    /// @return true, or fails with the [Refusal] `wrong_code` or `rate_limited`
    CompletionStage<Boolean> check(TokenBucket ofAddress, String user, @Nullable String offered) {
        if (offered == null || offered.isEmpty()) {
            return CompletableFuture.failedStage(
                    new Refusal(
                            ErrorCode.WRONG_CODE, "this lab demands its access code at log-in"));
        }
        lock.lock();
        try {
            CompletionStage<Boolean> next =
                    last.handleAsync(
                            (_, _) -> compare(ofAddress, user, offered),
                            comparison -> Thread.ofVirtual().name("access code").start(comparison));
            last = next;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private boolean compare(TokenBucket ofAddress, String user, String offered) {
        long now = System.nanoTime();
        String name = TextRules.key(user);
        TokenBucket ofName = names.getOrDefault(name, newBucket());
        if (!ofAddress.has(now) || !ofName.has(now)) {
            meters.reached("code_attempts");
            throw new Refusal(ErrorCode.RATE_LIMITED, "too many wrong access codes, wait a minute");
        }
        if (code.matches(offered)) {
            return true;
        }
        var _ = ofAddress.take(now);
        var _ = ofName.take(now);
        names.put(name, ofName);
        if (names.size() > MAX_NAMES) {
            names.values().removeIf(bucket -> bucket.isFull(now));
        }
        meters.reached("wrong_codes");
        throw new Refusal(ErrorCode.WRONG_CODE, "this is not the access code of this lab");
    }
}
