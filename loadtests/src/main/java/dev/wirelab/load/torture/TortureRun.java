package dev.wirelab.load.torture;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
    record Course(Map<Mischief.Kind, Integer> done, long connections, Evidence evidence) {}

    /// Executes it.
    ///
    /// @throws IOException if a client cannot connect at first, or the lab does not answer at last
    Course execute(Target lab) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(options.seed());
        String mark = "t%06x".formatted(random.nextInt(1 << 24));
        try (Crowd crowd = new Crowd(lab, mark, options.transports(), options.allClients())) {
            Conversation conversation = new Conversation(crowd, mark, random.split());
            Mischief mischief = new Mischief(crowd, random.split());
            progress.accept("connecting " + crowd.size() + " clients");
            crowd.connect();
            conversation.begin();
            Crowd.until(() -> isAnswered(crowd, conversation), ANSWERS);
            progress.accept("running for " + options.duration().toSeconds() + " s");
            Thread faults =
                    Thread.ofVirtual().name("torture faults").start(() -> injectFaults(mischief));
            conversation.continueFor(options.duration(), options.rate());
            faults.join();
            progress.accept("waiting for the last messages");
            Crowd.until(() -> isAnswered(crowd, conversation), ANSWERS);
            Crowd.until(() -> isComplete(crowd, conversation, mark), ANSWERS);
            MonotonicTime.pause(AFTERWARDS);
            progress.accept("reading the log");
            return new Course(
                    mischief.done(),
                    crowd.connections(),
                    evidence(crowd, conversation, withLog(lab, crowd, mark)));
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
            records.add(withLog(record, record.received()));
        }
        return Audit.of(evidence(crowd, conversation, records)).findings().stream()
                .noneMatch(finding -> finding.kind() == Finding.Kind.LOST);
    }

    private static List<ClientRecord> withLog(Target lab, Crowd crowd, String mark)
            throws IOException, InterruptedException {
        List<ClientRecord> records = new ArrayList<>();
        try (LogReader reader = new LogReader(lab.http())) {
            for (int i = 0; i < crowd.size(); i++) {
                String token = crowd.client(i).token().orElse("");
                records.add(withLog(crowd.record(i, mark), reader.read(token, mark)));
            }
        }
        return records;
    }

    private static ClientRecord withLog(ClientRecord record, List<Delivery> log) {
        return new ClientRecord(
                record.user(), record.received(), log, record.logIns(), record.gaps());
    }

    private static Evidence evidence(
            Crowd crowd, Conversation conversation, List<ClientRecord> records) {
        return new Evidence(conversation.sent(), crowd.positions(), crowd.refusals(), records);
    }

    /// Executes it and compares every record with the log.
    ///
    /// @throws IOException if a client cannot connect at first, or the lab does not answer at last
    public TortureResult check(Target lab) throws IOException, InterruptedException {
        Course course = execute(lab);
        return TortureResult.of(options, course, Audit.of(course.evidence()));
    }
}
