/// Authentication: the tokens of sessions (RFC 7519, RFC 6750), and the key of the lab's owner.
@NullMarked
package dev.wirelab.transports.http.auth;

import org.jspecify.annotations.NullMarked;
