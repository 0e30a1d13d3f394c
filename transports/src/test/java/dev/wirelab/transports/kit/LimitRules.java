package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.transports.Quotas;
import org.junit.jupiter.api.Test;

/// How much one client may do.
interface LimitRules extends Staged {
    /// Five messages a second, ten at once; one log-in a second, ten at once.
    Quotas TIGHT = new Quotas(5, 1, 0, 0, 0, 0, 0);

    @Test
    @Rule({"L9", "L10", "R3"})
    default void aClientThatIsTooFastIsRefusedAndMayTryAgainSoon() {
        inLab(
                LabSettings.defaults().withQuotas(TIGHT),
                scene -> {
                    TransportClient alice = scene.enter("alice");
                    TransportClient bob = scene.enter("bob");
                    int accepted = 0;
                    Json answer = alice.ask(Json.say("#lobby", "n0"));
                    while (answer.isType("ok")) {
                        accepted++;
                        assertThat(accepted).isLessThan(1_000);
                        answer = alice.ask(Json.say("#lobby", "n" + accepted));
                    }
                    assertError(answer, "rate_limited");
                    assertThat(accepted).isGreaterThanOrEqualTo(10);
                    alice.ping();
                    bob.say("#lobby", "not limited");
                    Await.until(
                            "alice may publish again",
                            () -> alice.ask(Json.say("#lobby", "later")).isType("ok"));
                    for (int i = 0; i < accepted; i++) {
                        bob.hears("n" + i);
                    }
                    bob.hears("not limited");
                    bob.hears("later");
                    assertLogInsAreLimited(scene);
                });
    }

    private void assertLogInsAreLimited(Scene scene) {
        Await.until("a log-in over HTTP is refused", () -> !logsIn(scene));
        if (wire().isDuplex()) {
            Await.until(
                    "a log-in on a connection is refused",
                    () -> {
                        Json login = Json.of("login").with("user", scene.name("crowd"));
                        Json answer = scene.dial().logIn(login);
                        return answer.isType("error")
                                && Refusals.check(answer).equals("rate_limited");
                    });
        }
    }

    private static boolean logsIn(Scene scene) {
        try {
            scene.session("crowd");
            return true;
        } catch (RefusedException refused) {
            assertThat(refused.code()).isEqualTo("rate_limited");
            return false;
        }
    }
}
