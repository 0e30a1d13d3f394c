/// What every Gatling simulation here needs and Gatling does not have: waiting to the nanosecond,
/// waiting for a future, rows of our own.
@NullMarked
package dev.wirelab.load.gatling;

import org.jspecify.annotations.NullMarked;
