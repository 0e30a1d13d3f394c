/// What is asked: workloads and runs, before anything is executed.
@NullMarked
package dev.wirelab.load.plan;

import org.jspecify.annotations.NullMarked;
