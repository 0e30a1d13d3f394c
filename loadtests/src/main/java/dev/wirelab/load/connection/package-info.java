/// The load generator's only client: the connections of Gatling's virtual users for every
/// transport.
///
/// [dev.wirelab.load.connection.ConnectionStep] has the steps of a scenario,
/// [dev.wirelab.load.connection.ConnectionProtocol] the addresses. All transports share one channel
/// set-up on Gatling's event loops, one read path and one time stamp; only the
/// [dev.wirelab.load.connection.Framing] differs, so that a difference between transports is not
/// one between clients.
///
/// ```
/// exec(step("connect")
///                 .connect(
///                         user -> Framing.webSocket("/ws", user.getString("token")),
///                         user -> message -> System.out.println(message.text())))
///         .exec(step("join").exchange(user -> "…", limit, (message, user) -> true))
///         .exec(step("close").close());
/// ```
@NullMarked
package dev.wirelab.load.connection;

import org.jspecify.annotations.NullMarked;
