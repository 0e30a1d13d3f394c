/// Programs that people run before and beside a lab, as processes on the loopback interface: nginx
/// and HAProxy with the configurations of `docs/deploying.md`, and Redis.
@NullMarked
package dev.wirelab.load.survive.program;

import org.jspecify.annotations.NullMarked;
