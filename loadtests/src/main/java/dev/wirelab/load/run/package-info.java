/// One run of any workload on any transport, in a process of its own. A [LoadRun] holds the state
/// that the virtual users of the Gatling simulation share; a [RunController] leads them through the
/// phases.
@NullMarked
package dev.wirelab.load.run;

import org.jspecify.annotations.NullMarked;
