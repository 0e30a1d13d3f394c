/// How Gatling drives each transport: the same few steps for each, so that a workload takes the
/// transport as a parameter. [dev.wirelab.load.transport.LoadProtocols] lists them.
@NullMarked
package dev.wirelab.load.transport;

import org.jspecify.annotations.NullMarked;
