/// The engine `proxy`: a TCP proxy, for any operating system.
@NullMarked
package dev.wirelab.load.link.proxy;

import org.jspecify.annotations.NullMarked;
