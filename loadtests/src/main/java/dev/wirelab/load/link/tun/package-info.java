/// The engine `tun`: IP packets between two network namespaces, on Linux.
@NullMarked
package dev.wirelab.load.link.tun;

import org.jspecify.annotations.NullMarked;
