/// The null server, against which the load generator's client is calibrated: it does as little as a
/// server can, so that the latency of a delivery is the cost of the client itself.
@NullMarked
package dev.wirelab.load.calibration;

import org.jspecify.annotations.NullMarked;
