package dev.wirelab.load.path;

import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.LocalMachine;
import dev.wirelab.load.measure.TrustedCertificates;
import dev.wirelab.load.survive.client.Way;
import dev.wirelab.load.theory.TransportModels;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Diagnoses the way to a lab: all transports and header fields at once, each in a session of its
/// own, which sends messages to itself only.
public final class PathDiagnosis {
    private final LabUrl url;
    private final int idleSeconds;
    private final @Nullable String code;
    private final @Nullable TrustedCertificates trusted;

    /// @param idleSeconds how long connections are left idle
    /// @param code the access code of the lab; null: none
    /// @param trusted what is accepted as the certificate of an https address; null: it is http
    public PathDiagnosis(
            LabUrl url,
            int idleSeconds,
            @Nullable String code,
            @Nullable TrustedCertificates trusted) {
        this.url = url;
        this.idleSeconds = idleSeconds;
        this.code = code;
        this.trusted = trusted;
    }

    /// A check, in a session.
    @FunctionalInterface
    private interface Check {
        List<Finding> run(LabAccess.Member member) throws InterruptedException;
    }

    /// Tries everything, for a few seconds more than the idle time.
    ///
    /// @throws CannotStartException if there is no lab, or it admits nobody
    /// @throws IOException if it does not answer any more
    public PathResult run() throws CannotStartException, IOException, InterruptedException {
        try (LabAccess lab = LabAccess.reach(url, trusted)) {
            ConnectionCheck connections = new ConnectionCheck(lab);
            // Before the others, which would make it slower.
            ConnectionCheck.Costs costs = connections.measure();
            List<Check> checks = new ArrayList<>();
            List<Way> ways = new ArrayList<>();
            for (String transport : TransportModels.ids()) {
                if (LoadProtocols.ids().contains(transport)) {
                    checks.add(reading(lab, transport, costs.roundTrip(), ways));
                }
            }
            Duration patience = ReadingCheck.patience(costs.roundTrip());
            CompressionCheck compression = new CompressionCheck(lab, ways, patience);
            checks.add(member -> List.of(compression.run(member)));
            checks.add(new HeaderCheck(lab, connections.offeredVersion())::run);
            List<Finding> findings = new ArrayList<>(all(lab, checks));
            findings.addAll(costs.findings());
            return new PathResult(url.toString(), idleSeconds, findings);
        }
    }

    /// The check of a transport, which is added to the ways if there is one to it.
    private Check reading(LabAccess lab, String transport, double tripMillis, List<Way> ways)
            throws IOException {
        Way way;
        try {
            way = lab.way(transport);
        } catch (IllegalStateException e) {
            return _ -> List.of(Finding.note(transport, "the lab names no port for it here"));
        }
        ConnectionProtocol.Address own = way.addresses().stream();
        if (!way.isHttp() && isElsewhere(own.host())) {
            // On this machine there may be anything: no token is shown to it.
            String found = "the lab listens at %s:%d only".formatted(own.host(), own.port());
            return _ -> List.of(Finding.note(transport, found));
        }
        ways.add(way);
        ReadingCheck check = new ReadingCheck(lab, way, idleSeconds, tripMillis);
        return member -> List.of(check.run(member));
    }

    /// Whether an address is the loopback of another machine.
    private boolean isElsewhere(String host) throws IOException {
        return InetAddress.getByName(host).isLoopbackAddress()
                && !LocalMachine.isAt(url.toString());
    }

    private List<Finding> all(LabAccess lab, List<Check> checks)
            throws CannotStartException, IOException, InterruptedException {
        List<LabAccess.Member> members = new ArrayList<>();
        List<Callable<List<Finding>>> calls = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Check check : checks) {
                LabAccess.Member member = lab.logIn(code);
                members.add(member);
                calls.add(() -> check.run(member));
            }
            List<Finding> findings = new ArrayList<>();
            for (Future<List<Finding>> done : each.invokeAll(calls)) {
                findings.addAll(done.get());
            }
            return findings;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check failed", e);
        } finally {
            for (LabAccess.Member member : members) {
                lab.logOut(member);
            }
        }
    }
}
