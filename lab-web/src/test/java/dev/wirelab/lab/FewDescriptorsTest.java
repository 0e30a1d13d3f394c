package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A lab that may open few files: a process of its own, since the limit is that of a process.
@Tag("deep")
@Timeout(180)
final class FewDescriptorsTest {
    private static final int FILES = 256;
    private static final String[] FREE_PORTS = {"--http-port=0", "--tcp-port=0"};

    private final List<RawClient> clients = new ArrayList<>();
    private int number;

    @AfterEach
    void close() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    /// Somebody new at the TCP port; empty if the lab has no place.
    private Optional<RawClient> enter(int port) throws IOException {
        RawClient client = new RawClient(port);
        try {
            client.send("{\"type\":\"login\",\"user\":\"user-" + number++ + "\"}\n");
        } catch (IOException refused) {
            // Closed already; why can still be read.
        }
        String first = client.until("\n");
        if (first.contains("\"hello\"")) {
            clients.add(client);
            return Optional.of(client);
        }
        assertThat(first).contains("\"error\"", "\"too_many\"");
        client.close();
        return Optional.empty();
    }

    private void assertServed(String text) throws IOException {
        clients.getFirst().send("{\"type\":\"say\",\"to\":\"#lobby\",\"text\":\"" + text + "\"}\n");
        for (RawClient client : clients) {
            client.until("\"text\":\"" + text + "\"");
        }
    }

    private static void assertRefusedOverHttp(int port) throws IOException {
        try (RawClient client = new RawClient(port)) {
            assertThat(client.rest())
                    .startsWith("HTTP/1.1 429 ")
                    .contains("\"error\"", "\"too_many\"");
        }
    }

    private void closeHalf() throws IOException {
        for (int left = clients.size() / 2; left > 0; left--) {
            clients.removeLast().close();
        }
    }

    @Test
    void withUlimit256NewConnectionsAreRefusedOldOnesServedAndFreePlacesTaken() throws Exception {
        try (LabProgram lab = LabProgram.within(FILES, FREE_PORTS)) {
            int http = lab.httpPort();
            int tcp = lab.tcpPort();
            while (enter(tcp).isPresent()) {
                assertThat(clients).hasSizeLessThan(FILES);
            }
            int places = clients.size();
            assertThat(places).isGreaterThan(FILES / 8);
            for (int i = 0; i < FILES; i++) {
                assertThat(enter(tcp)).isEmpty();
                assertRefusedOverHttp(http);
            }
            assertServed("while it is full");

            closeHalf();
            int half = clients.size();
            while (clients.size() < places) {
                // A place is free when the lab has noticed that its connection was closed.
                var _ = enter(tcp);
            }
            assertThat(half).isLessThan(places);
            assertServed("after others have come");
            assertThat(open(lab)).as("some are kept").hasSizeLessThan(FILES - 8);
            assertThat(lab.process().isAlive()).isTrue();
        }
    }

    /// The numbers of its descriptors.
    private static Set<Integer> open(LabProgram lab) throws IOException {
        Path folder = Path.of("/proc", Long.toString(lab.process().pid()), "fd");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> Integer.valueOf(file.getFileName().toString()))
                    .collect(Collectors.toSet());
        }
    }

    private static int lowestFree(Set<Integer> open) {
        int free = 0;
        while (open.contains(free)) {
            free++;
        }
        return free;
    }

    @Test
    void withoutADescriptorOldConnectionsAreServedAndNewOnesWhenOneIsFree() throws Exception {
        assumeThat(Path.of("/usr/bin/prlimit")).as("prlimit, of util-linux").exists();
        try (LabProgram lab = LabProgram.serve(FREE_PORTS)) {
            int http = lab.httpPort();
            int tcp = lab.tcpPort();
            // Until no number below those of the clients is free.
            while (clients.size() < 20 || lowestFree(open(lab)) < open(lab).size()) {
                assertThat(enter(tcp)).isPresent();
                assertThat(clients).hasSizeLessThan(FILES);
            }
            assertServed("before");
            int most = lowestFree(open(lab));
            Process limit =
                    new ProcessBuilder(
                                    "prlimit",
                                    "--pid=" + lab.process().pid(),
                                    "--nofile=" + most + ":")
                            .inheritIO()
                            .start();
            assertThat(limit.waitFor()).isZero();

            try (RawClient lines = new RawClient(tcp);
                    RawClient poll = new RawClient(http)) {
                lines.send("{\"type\":\"login\",\"user\":\"late\"}\n");
                poll.get("/healthz");
                for (int i = 0; i < 50; i++) {
                    assertServed("without a descriptor " + i);
                }
                closeHalf();
                assertThat(lines.until("\n")).contains("\"hello\"");
                assertThat(poll.until("\r\n")).isEqualTo("HTTP/1.1 200 OK");
                assertServed("when some are free");
            }
            assertThat(lab.process().isAlive()).isTrue();
        }
    }
}
