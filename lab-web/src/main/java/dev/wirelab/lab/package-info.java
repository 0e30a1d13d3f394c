/// The server program: its command line and configuration, and the place where everything is put
/// together.
///
/// [LabMain] reads the command line, [LabServer] is the composition root: chat, transports, HTTP
/// port, pages.
@NullMarked
package dev.wirelab.lab;

import org.jspecify.annotations.NullMarked;
