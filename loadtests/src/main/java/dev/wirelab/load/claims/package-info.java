/// Well-known statements about polling, WebSocket and TCP, each put to the test by an experiment
/// over plain sockets against a real lab, so that its bytes can be counted again by hand.
@NullMarked
package dev.wirelab.load.claims;

import org.jspecify.annotations.NullMarked;
