/// The null server, against which the load generator's client is calibrated: it does as little as a
/// server can, so that what remains of a delivery's latency is the client's own cost.
@NullMarked
package dev.wirelab.load.calibration;

import org.jspecify.annotations.NullMarked;
