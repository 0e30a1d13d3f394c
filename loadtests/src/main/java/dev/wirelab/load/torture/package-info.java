/// Many clients of all transports, to whom everything happens at once that networks do: every
/// client's record is compared with the log.
@NullMarked
package dev.wirelab.load.torture;

import org.jspecify.annotations.NullMarked;
