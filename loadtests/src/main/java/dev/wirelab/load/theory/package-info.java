/// What a model predicts for a row: latency as a function of the quantile, bytes and requests, each
/// from its source. A report compares it with the measurement to show what is unexpected.
///
/// Everything that differs between transports, except how Gatling drives them, is in one
/// [dev.wirelab.load.theory.TransportModel] per transport. Nothing here knows Gatling.
@NullMarked
package dev.wirelab.load.theory;

import org.jspecify.annotations.NullMarked;
