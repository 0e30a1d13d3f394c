package dev.wirelab.load.client;

import java.io.IOException;

/// A connection for GET requests, one at a time.
interface GetConnection {
    /// Sends a GET request that must succeed.
    ///
    /// @param headers additional headers, each with its CRLF
    /// @throws IOException if the status is not 2xx
    RawExchange get(String path, String headers) throws IOException;

    /// The current connection.
    CountedSocket socket();
}
