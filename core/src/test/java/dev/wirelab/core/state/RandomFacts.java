package dev.wirelab.core.state;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Facts of a lively chat, many of which are refused.
final class RandomFacts {
    private static final List<String> USERS = List.of("ann", "Bob", "cid", "dan", "Züri", "an.n");
    private static final List<String> GROUPS = List.of("java", "Ant", "c", "bö", "lobby");

    private final Random random;
    private final State state;
    private int logIns;
    private Instant now = Instant.parse("2026-12-01T03:00:00.5Z");

    /// @param state most facts are of one of its sessions
    RandomFacts(Random random, State state) {
        this.random = random;
        this.state = state;
    }

    Fact next() {
        now = now.plus(Duration.ofMillis(random.nextInt(2_000)));
        return switch (random.nextInt(20)) {
            case 0 -> new Fact.Configured(5, 3);
            case 1, 2, 3 -> logIn();
            case 4 ->
                    random.nextInt(3) > 0
                            ? new Fact.Seen(session(), now)
                            : new Fact.LoggedOut(session(), ErrorCode.UNAUTHORIZED, "bye");
            case 5 ->
                    random.nextInt(4) > 0
                            ? new Fact.Seen(session(), now)
                            : new Fact.LeaseEnded(session(), now);
            case 6, 7, 8, 9 -> new Fact.JoinedGroup(session(), key(), group(), now);
            case 10, 11, 12 -> new Fact.LeftGroup(session(), key(), group(), now);
            default -> new Fact.Published(session(), key(), address(), content(), now);
        };
    }

    private Fact logIn() {
        logIns++;
        return new Fact.LoggedIn(
                "s" + logIns,
                any(USERS),
                random.nextBoolean() ? null : "fox",
                now,
                now.plus(Duration.ofHours(1)));
    }

    private String session() {
        List<String> present = state.members().stream().map(Member::id).sorted().toList();
        return present.isEmpty() || random.nextInt(10) == 0
                ? "s" + random.nextInt(logIns + 1)
                : any(present);
    }

    private @Nullable CommandKey key() {
        return random.nextInt(3) == 0
                ? null
                : new CommandKey("k" + random.nextInt(40), new UUID(0, random.nextInt(2)));
    }

    private Address.Group group() {
        return new Address.Group(any(GROUPS));
    }

    private Address address() {
        return random.nextBoolean() ? group() : new Address.User(any(USERS));
    }

    private Content content() {
        return random.nextInt(4) > 0
                ? new Content.Text("t" + random.nextInt())
                : new Content.Binary("image/png", null, new byte[random.nextInt(50)]);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
