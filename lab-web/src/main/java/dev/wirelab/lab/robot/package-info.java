/// The robot: a built-in user with a session of its own, who replies when addressed and can publish
/// at a chosen rate.
///
/// It uses the chat's public methods alone, as any transport does: no limit is lifted, and it sees
/// no event that another member would not see.
@NullMarked
package dev.wirelab.lab.robot;

import org.jspecify.annotations.NullMarked;
