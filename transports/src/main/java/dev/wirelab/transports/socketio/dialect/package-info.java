/// Dialects: the events of Socket.IO that well-known tutorials build their chats with, so that their
/// pages can connect to the lab as they are. Each is a mapping between these events and the commands
/// and events of the chat, and knows nothing else.
///
///     numeric        C: [2,{"data":"hi"}]                          S: [2,"{\"user\":{\"username\":\"bob\"},…}"]
///     textmsg        C: ["textmsg",{"name":"ann","content":"hi"}]  S: ["textmsg",{"name":"ann",…}]
///     servermessage  C: ["message",{"name":"ann","msg":"hi"}]      S: ["servermessage",{"name":"ann","msg":"hi"}]
@NullMarked
package dev.wirelab.transports.socketio.dialect;

import org.jspecify.annotations.NullMarked;
