/// The server program: [LabMain] is its entry point, [LabServer] puts the lab, the page, its API
/// and the robot together.
@NullMarked
package dev.wirelab.lab;

import org.jspecify.annotations.NullMarked;
