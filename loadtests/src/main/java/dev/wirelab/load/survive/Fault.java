package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.survive.client.HostConnections;
import dev.wirelab.load.survive.program.Program;
import dev.wirelab.load.survive.program.ProxyConfiguration;
import dev.wirelab.load.survive.stage.IdleCut;
import dev.wirelab.load.survive.stage.RequestRewriter;
import dev.wirelab.load.survive.stage.ResponseBuffer;
import dev.wirelab.load.survive.stage.TunnelDeath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A fault between a client and a lab, as real networks, proxies and machines cause it.
///
/// @param id of the fault
/// @param ofHttp whether it concerns HTTP only, such as a proxy or a browser
/// @param fromStart whether the client meets it when it first connects; else it is connected before
/// @param clientPublishes whether the client publishes too, besides the lab's witness
/// @param begins how long after the start of the observation it begins
/// @param quiet how long nobody publishes
/// @param observed the length of the observation
/// @param stages makes the stage of the middlebox for a connection
/// @param strike the action at the start of the observation
record Fault(
        String id,
        boolean ofHttp,
        boolean fromStart,
        boolean clientPublishes,
        Duration begins,
        Duration quiet,
        Duration observed,
        Supplier<Stage> stages,
        Strike strike) {
    /// The default of nginx's `proxy_read_timeout`.
    private static final Duration NGINX_IDLE = Duration.ofSeconds(60);

    /// Below a lab's heartbeats, which come every 25 s.
    private static final Duration SHORT_IDLE = Duration.ofSeconds(20);

    private static final Duration TUNNEL = Duration.ofMillis(300);
    private static final Duration STALL = Duration.ofSeconds(10);
    private static final Duration SLEEP = Duration.ofSeconds(90);

    /// Twice the life of a session (rule S13).
    private static final Duration CLOCK_JUMP = Duration.ofHours(24);

    /// The buffer of nginx: a page for the head and one for the body.
    private static final int BUFFER = 8_192;

    /// An action on a trial.
    @FunctionalInterface
    interface Strike {
        /// Does nothing.
        Strike NONE = _ -> {};

        /// The program that it needs on this machine.
        default Optional<Program> program() {
            return Optional.empty();
        }

        /// How many tabs of the client's browser read the chat before it does. 0: it is no browser.
        default int otherTabs() {
            return 0;
        }

        /// Called before the trials, one lab after the other.
        default void prepare(TrialLab lab) throws CannotStartException, InterruptedException {}

        /// Called at the start of the observation.
        void on(Trial trial);
    }

    /// Restarts the lab.
    private static final class Restart implements Strike {
        @Override
        public void prepare(TrialLab lab) throws CannotStartException, InterruptedException {
            lab.prepareRestart();
        }

        @Override
        public void on(Trial trial) {
            trial.restart();
        }
    }

    /// Puts a real proxy before the lab.
    private record Behind(ProxyConfiguration configuration) implements Strike {
        @Override
        public Optional<Program> program() {
            return Optional.of(configuration.program());
        }

        @Override
        public void prepare(TrialLab lab) throws CannotStartException, InterruptedException {
            lab.putBehind(configuration);
        }

        @Override
        public void on(Trial trial) {}
    }

    /// Balances connections between two labs in turn.
    ///
    /// @param shared whether they are nodes that share a log
    private record Balanced(boolean shared) implements Strike {
        @Override
        public Optional<Program> program() {
            return shared ? Optional.of(Program.REDIS) : Optional.empty();
        }

        @Override
        public void prepare(TrialLab lab) throws CannotStartException, InterruptedException {
            lab.pair(shared);
        }

        @Override
        public void on(Trial trial) {}
    }

    /// The client is one more tab of a browser that has as many as its connections to one host.
    private static final class SeventhTab implements Strike {
        @Override
        public int otherTabs() {
            return HostConnections.OF_A_BROWSER;
        }

        @Override
        public void on(Trial trial) {}
    }

    /// All faults, in the order in which they are tried.
    static List<Fault> all() {
        return List.of(
                event("none", 5, true, Strike.NONE),
                httpPath("no-upgrade", 15, RequestRewriter::withoutUpgrade),
                httpPath("tunnel-dies", 20, () -> new TunnelDeath(TUNNEL)),
                httpPath("http-1.0", 15, RequestRewriter::http10),
                httpPath("buffering", 45, () -> new ResponseBuffer(BUFFER)),
                behind("nginx", 20, ProxyConfiguration.NGINX_DEFAULT),
                behind("nginx-tuned", 8, ProxyConfiguration.NGINX_TUNED),
                behind("haproxy", 8, ProxyConfiguration.HAPROXY_DEFAULT),
                behind("haproxy-tuned", 8, ProxyConfiguration.HAPROXY_TUNED),
                path("two-labs", false, 12, () -> Stage.TRANSPARENT, new Balanced(false)),
                path("two-nodes", false, 8, () -> Stage.TRANSPARENT, new Balanced(true)),
                path("seven-tabs", true, 12, () -> Stage.TRANSPARENT, new SeventhTab()),
                event("clock-ahead", 8, true, trial -> trial.jump(CLOCK_JUMP)),
                event("clock-back", 8, true, trial -> trial.jump(CLOCK_JUMP.negated())),
                event("stall", 20, true, trial -> trial.middlebox().hold(STALL)),
                event("restart", 25, true, new Restart()),
                idle("idle-20s", SHORT_IDLE),
                idle("idle-60s", NGINX_IDLE),
                halfOpen(Duration.ofSeconds(50)),
                event(
                        "sleep",
                        SLEEP.toSeconds() + 15,
                        false,
                        trial -> trial.client().sleep(SLEEP)));
    }

    /// The fault with an id.
    static Optional<Fault> byId(String id) {
        return all().stream().filter(fault -> fault.id().equals(id)).findFirst();
    }

    /// The ids of all faults.
    static List<String> ids() {
        return all().stream().map(Fault::id).toList();
    }

    private static Fault event(String id, long seconds, boolean publishes, Strike strike) {
        return new Fault(
                id,
                false,
                false,
                publishes,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(seconds),
                () -> Stage.TRANSPARENT,
                strike);
    }

    private static Fault httpPath(String id, long seconds, Supplier<Stage> stages) {
        return path(id, true, seconds, stages, Strike.NONE);
    }

    /// Through a real proxy.
    static Fault behind(String id, long seconds, ProxyConfiguration proxy) {
        return path(id, !proxy.hasLines(), seconds, () -> Stage.TRANSPARENT, new Behind(proxy));
    }

    /// What the client meets from the start.
    private static Fault path(
            String id, boolean ofHttp, long seconds, Supplier<Stage> stages, Strike strike) {
        return new Fault(
                id,
                ofHttp,
                true,
                true,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(seconds),
                stages,
                strike);
    }

    /// Nothing is published until the cut is over.
    static Fault idle(String id, Duration cut) {
        Duration quiet = cut.plusSeconds(5);
        return new Fault(
                id,
                false,
                false,
                false,
                cut,
                quiet,
                quiet.plusSeconds(5),
                () -> new IdleCut(cut),
                Strike.NONE);
    }

    /// The client only reads: one that publishes would notice earlier.
    static Fault halfOpen(Duration observed) {
        return new Fault(
                "half-open",
                false,
                false,
                false,
                Duration.ZERO,
                Duration.ZERO,
                observed,
                () -> Stage.TRANSPARENT,
                trial -> trial.middlebox().silence());
    }
}
