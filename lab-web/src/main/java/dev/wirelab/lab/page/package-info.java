/// The page: static files below `/web` on the class path.
@NullMarked
package dev.wirelab.lab.page;

import org.jspecify.annotations.NullMarked;
