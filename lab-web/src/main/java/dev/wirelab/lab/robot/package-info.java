/// The robot: a built-in user with a session of its own, who replies when addressed and can publish
/// at a chosen rate.
///
/// Like a transport, it uses only the chat's public methods: it has the same limits and sees the
/// same events as any other member.
@NullMarked
package dev.wirelab.lab.robot;

import org.jspecify.annotations.NullMarked;
