/// A client that resumes, over any transport: it reconnects with growing pauses, resumes after its
/// last cursor, regards a silent connection as dead, and changes the transport if that fails
/// repeatedly.
@NullMarked
package dev.wirelab.load.survive.client;

import org.jspecify.annotations.NullMarked;
