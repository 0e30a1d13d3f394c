/// A lab of several nodes that share a log in Redis, and what happens to them: nodes and Redis are
/// killed and started again.
@NullMarked
package dev.wirelab.load.torture.nodes;

import org.jspecify.annotations.NullMarked;
