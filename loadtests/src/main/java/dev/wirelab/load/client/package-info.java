/// Clients of a lab at the level of a socket. They write every byte of a request or frame
/// themselves, count what they send and receive, and keep the raw bytes, so that a figure can be
/// checked by hand. There is one [dev.wirelab.load.client.EventClient] per transport.
@NullMarked
package dev.wirelab.load.client;

import org.jspecify.annotations.NullMarked;
