/// A client that resumes, over any transport: it reconnects with growing pauses, reads on after its
/// last cursor, takes a silent connection for dead, and changes the transport when that fails.
@NullMarked
package dev.wirelab.load.survive.client;

import org.jspecify.annotations.NullMarked;
