/// The composition root: a lab with all of its transports, as the server program and the tests run
/// it. [dev.wirelab.transports.lab.TransportTypes] is the list of the transports.
@NullMarked
package dev.wirelab.transports.lab;

import org.jspecify.annotations.NullMarked;
