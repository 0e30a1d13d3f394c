/// Measures what each transport survives. Each has a lab of its own, and a middlebox between the
/// lab and a client that resumes; a fault occurs, and every message is accounted for.
///
/// ```
/// witness ─────────────────► lab ◄── middlebox (Stage) ◄── ResumingClient
///    └ publishes, reads the log            ▲ Fault               └ Journal ─► Account ─► Outcome
/// ```
@NullMarked
package dev.wirelab.load.survive;

import org.jspecify.annotations.NullMarked;
