/// How Gatling speaks each transport; the same few steps for each, so that a workload takes the
/// transport as a parameter.
@NullMarked
package dev.wirelab.load.transport;

import org.jspecify.annotations.NullMarked;
