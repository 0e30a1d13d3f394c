/// What long and short polling share: the endpoint, the format of the response, and the classes of
/// its bytes.
@NullMarked
package dev.wirelab.transports.http.poll;

import org.jspecify.annotations.NullMarked;
