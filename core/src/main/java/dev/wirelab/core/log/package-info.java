/// The one total order, and what is kept of it.
///
/// A [Log] gives every [Fact] its place. Whoever reads the order derives from it alone who is
/// logged in, who is in which group and what each session may see, and refuses the same facts at
/// the same places: so an engine that spreads the order over several nodes can stand behind [Log]
/// without any transport changing.
@NullMarked
package dev.wirelab.core.log;

import org.jspecify.annotations.NullMarked;
