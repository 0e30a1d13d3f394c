/// Tests well-known statements about these transports by experiments against a real lab. Each claim
/// is one class: the statement and its source, the experiment, the rule of its verdict, and the
/// explanation.
@NullMarked
package dev.wirelab.load.claims;

import org.jspecify.annotations.NullMarked;
