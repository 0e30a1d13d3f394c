/// Workloads and runs, before they are executed.
@NullMarked
package dev.wirelab.load.plan;

import org.jspecify.annotations.NullMarked;
