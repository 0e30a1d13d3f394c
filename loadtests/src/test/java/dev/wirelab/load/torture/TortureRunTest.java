package dev.wirelab.load.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.torture.Finding.Kind;
import dev.wirelab.load.transport.LoadProtocols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A short run against a real lab.
@Tag("slow")
@Timeout(120)
final class TortureRunTest {
    @Test
    void everyPromiseIsKeptAndADeliveryThatIsTakenFromARecordIsMissed() throws Exception {
        TortureOptions options =
                new TortureOptions(
                        20261130, Duration.ofSeconds(4), LoadProtocols.ids(), 1, 2, 60, 10);
        TortureRun.Course course =
                new TortureRun(options, _ -> {}).execute(SharedLab.get().target());
        Evidence evidence = course.evidence();
        Audit audit = Audit.of(evidence);
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.accepted()).isGreaterThan(150);
        assertThat(course.done()).isNotEmpty();
        assertThat(course.connections()).isGreaterThan(options.allClients());

        List<ClientRecord> clients = new ArrayList<>(evidence.clients());
        ClientRecord last = clients.removeLast();
        List<Delivery> received = new ArrayList<>(last.received());
        Delivery taken = received.remove(received.size() / 2);
        clients.add(
                new ClientRecord(last.user(), received, last.logs(), last.logIns(), last.gaps()));
        List<Finding> findings =
                Audit.of(
                                new Evidence(
                                        evidence.sent(),
                                        evidence.positions(),
                                        evidence.refusals(),
                                        clients))
                        .findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().kind()).isEqualTo(Kind.LOST);
        assertThat(findings.getFirst().detail()).contains(taken.text());
    }
}
