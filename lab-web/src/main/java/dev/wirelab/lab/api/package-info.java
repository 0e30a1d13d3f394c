/// What the lab tells other programs about itself: its meters as a stream and as Prometheus reads
/// them, and the streams that such news go over.
@NullMarked
package dev.wirelab.lab.api;

import org.jspecify.annotations.NullMarked;
