package dev.wirelab.load.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.torture.SentCommand.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Who sends what to whom: messages to everyone, to groups and to users, at fixed times, whatever
/// happens; and who enters and leaves groups, a few of which everyone is in. Used by one thread.
final class Conversation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GROUPS_AT_FIRST = 2;
    private static final int CLIENTS_OF_A_GROUP = 10;

    // Of a hundred commands; the others are messages to a group.
    private static final int CHANGES = 3;
    private static final int INTRUSIONS = 2;
    private static final int TO_EVERYONE = 10;
    private static final int TO_A_USER = 30;

    /// What has to arrive as it was sent.
    private static final List<String> ENDINGS =
            List.of(
                    "",
                    " {\"type\":\"message\"}",
                    " \u00fc\u20ac\ud83d\ude00 \\ \"quoted\"",
                    "\nid: 7\ndata: {}\n\nevent: error",
                    "\t\u2028\u202e\u0000end",
                    " 42[\"message\",{}] \u001e",
                    " " + "x".repeat(500));

    private final Crowd crowd;
    private final String mark;
    private final SplittableRandom random;
    private final int groups;
    private final List<Set<Integer>> memberships = new ArrayList<>();
    private final List<SentCommand> sent = new ArrayList<>();

    /// @param mark begins all ids, texts and names of groups
    Conversation(Crowd crowd, String mark, SplittableRandom random) {
        this.crowd = crowd;
        this.mark = mark;
        this.random = random;
        this.groups = Math.max(GROUPS_AT_FIRST + 2, crowd.size() / CLIENTS_OF_A_GROUP);
        for (int i = 0; i < crowd.size(); i++) {
            memberships.add(new HashSet<>());
        }
    }

    /// Everyone enters some groups.
    void begin() {
        for (int client = 0; client < crowd.size(); client++) {
            for (int i = 0; i < GROUPS_AT_FIRST; i++) {
                int group = (client * GROUPS_AT_FIRST + i) % groups;
                memberships.get(client).add(group);
                send(client, Kind.JOIN, group(group));
            }
        }
    }

    /// Sends commands at a rate.
    void continueFor(Duration duration, double rate) throws InterruptedException {
        long start = System.nanoTime();
        long interval = (long) (1e9 / rate);
        for (long due = 0; due < duration.toNanos(); due += interval) {
            MonotonicTime.sleepUntil(start + due);
            sendOne();
        }
    }

    private void sendOne() {
        int client = random.nextInt(crowd.size());
        Set<Integer> member = memberships.get(client);
        int group = random.nextInt(groups);
        int chance = random.nextInt(100);
        boolean isMember = member.contains(group);
        if (chance < CHANGES && !(isMember && member.size() == 1)) {
            send(client, isMember ? Kind.LEAVE : Kind.JOIN, group(group));
            var _ = isMember ? member.remove(group) : member.add(group);
        } else if (chance < CHANGES + INTRUSIONS && !isMember) {
            send(client, Kind.INTRUDE, group(group));
        } else if (chance < CHANGES + INTRUSIONS + TO_EVERYONE) {
            send(client, Kind.SAY, "#lobby");
        } else if (chance < CHANGES + INTRUSIONS + TO_EVERYONE + TO_A_USER) {
            int other = (client + 1 + random.nextInt(crowd.size() - 1)) % crowd.size();
            send(client, Kind.SAY, "@" + crowd.user(other));
        } else {
            List<Integer> own = member.stream().sorted().toList();
            send(client, Kind.SAY, group(own.get(random.nextInt(own.size()))));
        }
    }

    private String group(int index) {
        return "#" + mark + "-g" + index;
    }

    private void send(int client, Kind kind, String to) {
        String id = mark + "-" + sent.size();
        boolean isMessage = kind == Kind.SAY || kind == Kind.INTRUDE;
        String text = isMessage ? id + ENDINGS.get(sent.size() % ENDINGS.size()) : "";
        sent.add(new SentCommand(id, crowd.user(client), kind, to, text));
        String type =
                switch (kind) {
                    case SAY, INTRUDE -> "say";
                    case JOIN -> "join";
                    case LEAVE -> "leave";
                };
        crowd.client(client)
                .send(
                        id,
                        "{\"type\":\"%s\",\"id\":\"%s\",\"to\":\"%s\"%s}"
                                .formatted(
                                        type, id, to, isMessage ? ",\"text\":" + json(text) : ""));
    }

    private static String json(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What was sent so far.
    List<SentCommand> sent() {
        return sent;
    }
}
