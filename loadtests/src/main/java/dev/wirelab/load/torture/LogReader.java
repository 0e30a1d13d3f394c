package dev.wirelab.load.torture;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.PollResponse;
import dev.wirelab.load.wire.ReceivedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads everything that the log has for a session, past all middleboxes.
final class LogReader implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final String polls;

    /// @param base the HTTP address of the lab
    LogReader(String base) {
        this.polls = base + "/poll/short?after=";
    }

    /// The messages whose text begins with a mark.
    ///
    /// @throws IOException if the lab does not answer
    List<Delivery> read(String token, String mark) throws IOException, InterruptedException {
        List<Delivery> log = new ArrayList<>();
        PollResponse answer = new PollResponse("0", List.of(), true);
        while (answer.more()) {
            answer = poll(token, answer.cursor());
            for (ReceivedEvent event : answer.events()) {
                if (event instanceof ReceivedEvent.Message message
                        && message.text().startsWith(mark)) {
                    log.add(
                            new Delivery(
                                    Cursor.parse(String.valueOf(message.cursor())).offset(),
                                    String.valueOf(message.from()),
                                    message.to(),
                                    message.text()));
                }
            }
        }
        return log;
    }

    private PollResponse poll(String token, String after) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(polls + after))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token)
                        .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("the log cannot be read: status " + answer.statusCode());
        }
        return EventReader.poll(answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
