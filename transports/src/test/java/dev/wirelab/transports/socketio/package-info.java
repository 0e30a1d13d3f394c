/// Tests of Socket.IO that need another application than the chat.
@NullMarked
package dev.wirelab.transports.socketio;

import org.jspecify.annotations.NullMarked;
