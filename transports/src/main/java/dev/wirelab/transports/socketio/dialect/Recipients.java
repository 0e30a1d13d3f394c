package dev.wirelab.transports.socketio.dialect;

import dev.wirelab.core.protocol.Address;

/// The member `to` of a message: missing for everyone, the name of a user, or the address of a
/// group.
final class Recipients {
    private Recipients() {}

    static Json add(Json message, Address to) {
        return switch (to) {
            case Address.Group group when group.equals(Address.LOBBY) -> message;
            case Address.Group group -> message.with("to", group.toString());
            case Address.User(String name) -> message.with("to", name);
        };
    }
}
