/// Raw TCP: lines without further framing.
///
/// A program begins with a line of JSON, and the connection uses JSON:
///
///     C: {"type":"login","user":"alice","after":"0"}
///     S: {"type":"hello","user":"alice","cursor":"k3-41","token":"eyJ…"}
///     C: {"type":"say","id":"c1","to":"#lobby","text":"hi"}
///     S: {"type":"ok","id":"c1","cursor":"k3-42"}
///     S: {"type":"message","cursor":"k3-42","from":"alice","to":"#lobby","text":"hi","at":1763712000000}
///
/// A connection that begins with anything else is a person at telnet:
///
///     S: * Wirelab: /login NAME to begin, /help for more
///     C: /login bob
///     S: ok k3-43
///     C: hello everyone
///     S: message k3-44 #lobby bob hello everyone
@NullMarked
package dev.wirelab.transports.tcp;

import org.jspecify.annotations.NullMarked;
