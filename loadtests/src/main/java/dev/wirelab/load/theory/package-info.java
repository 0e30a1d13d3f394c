/// What a model predicts for a row, before anything is measured: latency as a function of the
/// quantile, bytes and requests, each from its source. Beside a measurement it tells what is
/// surprising.
@NullMarked
package dev.wirelab.load.theory;

import org.jspecify.annotations.NullMarked;
