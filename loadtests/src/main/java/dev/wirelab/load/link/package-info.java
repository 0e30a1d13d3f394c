/// Emulated network links.
@NullMarked
package dev.wirelab.load.link;

import org.jspecify.annotations.NullMarked;
