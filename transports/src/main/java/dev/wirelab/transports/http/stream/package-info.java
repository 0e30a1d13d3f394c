/// What transports share that stream events in a response that never ends: the endpoint, its
/// connections and the warm-up guest. How they write them is a [StreamStyle].
@NullMarked
package dev.wirelab.transports.http.stream;

import org.jspecify.annotations.NullMarked;
