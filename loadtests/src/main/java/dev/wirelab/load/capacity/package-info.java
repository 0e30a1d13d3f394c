/// How much a transport can carry while an objective still holds: doubling, then bisection, over
/// whatever measures one step.
@NullMarked
package dev.wirelab.load.capacity;

import org.jspecify.annotations.NullMarked;
