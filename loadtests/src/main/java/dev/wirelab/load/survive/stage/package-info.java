/// The middlebox, and what it does to the bytes of a connection.
@NullMarked
package dev.wirelab.load.survive.stage;

import org.jspecify.annotations.NullMarked;
