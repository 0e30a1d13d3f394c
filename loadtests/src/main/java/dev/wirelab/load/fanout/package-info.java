/// The fan-out workload: one publisher, one group, N readers.
@NullMarked
package dev.wirelab.load.fanout;

import org.jspecify.annotations.NullMarked;
