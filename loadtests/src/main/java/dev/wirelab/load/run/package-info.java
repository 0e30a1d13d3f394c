/// One run of any workload over any transport, in a process of its own: a [LoadRun] holds what the
/// virtual users of the one Gatling simulation share, a [Conductor] leads them through the phases.
@NullMarked
package dev.wirelab.load.run;

import org.jspecify.annotations.NullMarked;
