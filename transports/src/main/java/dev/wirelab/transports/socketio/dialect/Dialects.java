package dev.wirelab.transports.socketio.dialect;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The dialects of a lab.
///
/// @param all in the order in which they are documented
public record Dialects(List<Dialect> all) {
    /// Makes them.
    ///
    /// @param avatarOf the avatar of a user, if the user has one and is logged in
    public static Dialects of(Function<Address.User, Optional<String>> avatarOf) {
        return new Dialects(
                List.of(
                        new NumericDialect(),
                        new TextmsgDialect(avatarOf),
                        new ServermessageDialect()));
    }

    /// The names by which they are chosen.
    public static List<String> names() {
        return of(_ -> Optional.empty()).all().stream().map(Dialect::name).toList();
    }

    /// The dialect of this name.
    ///
    /// @throws Refusal `bad_request` if there is none
    public Dialect named(String name) {
        return all.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "no such dialect; there are " + String.join(", ", names())));
    }
}
