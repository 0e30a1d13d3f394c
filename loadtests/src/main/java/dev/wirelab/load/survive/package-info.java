/// What each transport survives: a lab of its own for each transport, a middlebox between that and
/// a client that resumes, a fault, and the account of every message.
///
/// ```
/// witness ─────────────────► lab ◄── middlebox (Stage) ◄── ResumingClient
///    └ publishes, reads the log            ▲ Fault               └ Journal ─► Account ─► Outcome
/// ```
@NullMarked
package dev.wirelab.load.survive;

import org.jspecify.annotations.NullMarked;
