package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkException;
import dev.wirelab.load.link.OpenLink;
import dev.wirelab.load.link.proxy.ProxyLink;
import dev.wirelab.load.link.tun.TunLink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A link that was asked for, and the engine that is to emulate it.
///
/// @param tun whether the engine is `tun`; otherwise it is `proxy`
/// @param congestionControl empty: the usual one
record LinkRequest(Link link, boolean tun, String congestionControl) {
    /// Options of a lab that is reached over the link. No other host can reach it: its namespace
    /// has no other network.
    List<String> labOptions() {
        return tun ? List.of("--host", "0.0.0.0", "--open") : List.of();
    }

    /// Opens the link.
    ///
    /// @param folder an existing folder for a file of the engine
    /// @throws CannotStartException if the engine cannot emulate it
    OpenLink open(Path folder) throws CannotStartException, InterruptedException {
        try {
            return tun ? TunLink.open(link, folder, congestionControl) : ProxyLink.open(link);
        } catch (LinkException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CannotStartException(
                    "the link cannot be opened: %s%s"
                            .formatted(
                                    e.getMessage(),
                                    tun ? "; --link-engine proxy needs no device" : ""));
        }
    }
}
