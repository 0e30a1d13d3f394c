/// A Gatling protocol for lines over TCP: Netty on the event loops of Gatling's virtual users.
///
/// ```
/// > {"type":"login","token":"…","echo":true}
/// < {"type":"hello","user":"alice","cursor":"k3-41"}
/// > {"type":"join","id":"join","to":"#java"}
/// < {"type":"ok","id":"join","cursor":"k3-42"}
/// < {"type":"message","cursor":"k3-43","from":"bob","to":"#java","text":"hi","at":1763712000000}
/// ```
@NullMarked
package dev.wirelab.load.tcp;

import org.jspecify.annotations.NullMarked;
