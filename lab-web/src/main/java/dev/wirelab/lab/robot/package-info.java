/// The robot: a built-in user with a session of its own, who answers when spoken to and says things
/// at a chosen rate when asked to.
///
/// It knows the chat by its public methods alone, as any transport does: no limit is lifted and no
/// event is shown to it that another member would not see.
@NullMarked
package dev.wirelab.lab.robot;

import org.jspecify.annotations.NullMarked;
