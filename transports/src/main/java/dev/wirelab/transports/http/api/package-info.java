/// The routes that every lab has: log-in and log-out, posted commands, meters, the list of
/// transports, the tap.
@NullMarked
package dev.wirelab.transports.http.api;

import org.jspecify.annotations.NullMarked;
