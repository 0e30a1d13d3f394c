/// What both polls share: one endpoint, the answer's format, their exchanges in the ledger.
@NullMarked
package dev.wirelab.transports.http.poll;

import org.jspecify.annotations.NullMarked;
