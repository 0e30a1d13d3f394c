package dev.wirelab.load.torture;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.torture.nodes.NodeLab;
import dev.wirelab.load.torture.nodes.NodeMischief;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// One run against one lab, from connecting all clients to reading its log.
///
/// @param progress receives a line for each phase
public record TortureRun(TortureOptions options, Consumer<String> progress) {
    private static final Duration ANSWERS = Duration.ofSeconds(30);

    /// After everything has come, for what must not come.
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    /// What was done, and what it showed.
    ///
    /// @param done how often each kind of fault was injected
    /// @param connections that the clients opened
    record Course(Map<String, Integer> done, long connections, Evidence evidence) {}

    /// Executes it.
    ///
    /// @throws IOException if a client cannot connect at first, or the lab does not answer at last
    Course execute(Target lab) throws IOException, InterruptedException {
        return execute(List.of(lab), Optional.empty());
    }

    /// Executes it against several nodes, which are killed meanwhile.
    ///
    /// @throws IOException if a client cannot connect at first, a node does not start again or ends
    ///   by itself, or does not answer at last
    Course execute(NodeLab lab) throws IOException, InterruptedException {
        return execute(lab.targets(), Optional.of(lab));
    }

    private Course execute(List<Target> targets, Optional<NodeLab> nodes)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(options.seed());
        String mark = "t%06x".formatted(random.nextInt(1 << 24));
        try (Crowd crowd = new Crowd(targets, mark, options.transports(), options.allClients())) {
            Conversation conversation = new Conversation(crowd, mark, random.split());
            Mischief mischief = new Mischief(crowd, random.split());
            Optional<NodeMischief> ofNodes =
                    nodes.map(lab ->
                            new NodeMischief(lab, random.split(), crowd::forwardTo, progress));
            progress.accept("connecting " + crowd.size() + " clients");
            crowd.connect();
            conversation.begin();
            Crowd.until(() -> isAnswered(crowd, conversation), ANSWERS);
            progress.accept("running for " + options.duration().toSeconds() + " s");
            Thread faults =
                    Thread.ofVirtual().name("torture faults").start(() -> injectFaults(mischief));
            CompletableFuture<Void> faultsOfNodes =
                    ofNodes.map(this::start).orElse(CompletableFuture.completedFuture(null));
            conversation.continueFor(options.duration(), options.rate());
            faults.join();
            await(faultsOfNodes);
            progress.accept("waiting for the last messages");
            Crowd.until(() -> isAnswered(crowd, conversation), ANSWERS);
            Crowd.until(() -> isComplete(crowd, conversation, mark), ANSWERS);
            MonotonicTime.pause(AFTERWARDS);
            progress.accept("reading the log");
            if (nodes.isPresent()) {
                nodes.get().check();
            }
            List<Target> serving = nodes.map(NodeLab::targets).orElse(targets);
            Map<String, Integer> done = new LinkedHashMap<>(TortureResult.named(mischief.done()));
            ofNodes.ifPresent(each -> done.putAll(TortureResult.named(each.done())));
            return new Course(
                    done,
                    crowd.connections(),
                    evidence(crowd, conversation, withLogs(serving, crowd, mark)));
        }
    }

    private CompletableFuture<Void> start(NodeMischief mischief) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("torture faults of nodes")
                .start(() -> {
                    try {
                        mischief.continueFor(options.duration());
                        end.complete(null);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        end.completeExceptionally(e);
                    }
                });
        return end;
    }

    private static void await(CompletableFuture<Void> end)
            throws IOException, InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(cause.getMessage(), cause);
        }
    }

    private void injectFaults(Mischief mischief) {
        try {
            mischief.continueFor(options.duration(), options.faults());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isAnswered(Crowd crowd, Conversation conversation) {
        return crowd.positions().size() + crowd.refusals().size() == conversation.sent().size();
    }

    /// Whether nothing that is due is missing.
    private static boolean isComplete(Crowd crowd, Conversation conversation, String mark) {
        List<ClientRecord> records = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            ClientRecord record = crowd.record(i, mark);
            records.add(withLogs(record, List.of(record.received())));
        }
        return Audit.of(evidence(crowd, conversation, records)).findings().stream()
                .noneMatch(finding -> finding.kind() == Finding.Kind.LOST);
    }

    private static List<ClientRecord> withLogs(List<Target> nodes, Crowd crowd, String mark)
            throws IOException, InterruptedException {
        List<List<List<Delivery>>> logs = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            logs.add(new ArrayList<>());
        }
        for (Target node : nodes) {
            try (LogReader reader = new LogReader(node.http())) {
                for (int i = 0; i < crowd.size(); i++) {
                    logs.get(i).add(reader.read(crowd.client(i).token().orElse(""), mark));
                }
            }
        }
        List<ClientRecord> records = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            records.add(withLogs(crowd.record(i, mark), logs.get(i)));
        }
        return records;
    }

    private static ClientRecord withLogs(ClientRecord record, List<List<Delivery>> logs) {
        return new ClientRecord(
                record.user(), record.received(), logs, record.logIns(), record.gaps());
    }

    private static Evidence evidence(
            Crowd crowd, Conversation conversation, List<ClientRecord> records) {
        return new Evidence(conversation.sent(), crowd.positions(), crowd.refusals(), records);
    }

    /// Executes it and compares every record with the log.
    ///
    /// @throws IOException if a client cannot connect at first, or the lab does not answer at last
    public TortureResult check(Target lab) throws IOException, InterruptedException {
        return result(execute(lab));
    }

    /// Executes it against several nodes and compares every record with the log of each.
    ///
    /// @throws IOException if a client cannot connect at first, a node does not start again or ends
    ///   by itself, or does not answer at last
    public TortureResult check(NodeLab lab) throws IOException, InterruptedException {
        return result(execute(lab));
    }

    private TortureResult result(Course course) {
        return TortureResult.of(options, course, Audit.of(course.evidence()));
    }
}
