/// The lab's API for other programs: its meters as a stream and for Prometheus, its environment,
/// and the event streams.
@NullMarked
package dev.wirelab.lab.api;

import org.jspecify.annotations.NullMarked;
