package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The official client of Socket.IO as the lab serves it, in a browser: the lab's own events, with
/// acknowledgements, over polling that is upgraded.
@Tag("deep")
@Timeout(60)
@ResourceLock(Visit.CHAT)
final class OfficialClientInChromiumTest {
    /// Ends with `ok`, or what is wrong.
    private static final String SCRIPT =
            """
            const done = arguments[arguments.length - 1];
            const path = new URL('../socket.io/', location).pathname;
            const own = io({ path, forceNew: true });
            const got = { message: [], joined: [], left: [], users: [] };
            Object.keys(got).forEach((name) => own.on(name, (event) => got[name].push(event)));
            const until = async (what, holds) => {
              for (let left = 1000; !holds(); left--) {
                if (left === 0) throw new Error(`not in time: ${what}, ${JSON.stringify(got)}`);
                await new Promise((resolve) => setTimeout(resolve, 10));
              }
            };
            const check = (what, holds) => {
              if (!holds) throw new Error(what);
            };
            const events = async () => {
              await new Promise((resolve) => own.once('connect', resolve));
              const early = await own.emitWithAck('say', { to: '#lobby', text: 'too early' });
              check(`early: ${JSON.stringify(early)}`, early.code === 'unauthorized');
              const hello = await own.emitWithAck('login', { user: 'cara', avatar: 'fox' });
              check(`hello: ${JSON.stringify(hello)}`, hello.user === 'cara' && hello.token !== undefined);
              const join = await own.emitWithAck('join', { to: '#java' });
              check(`join: ${JSON.stringify(join)}`, join.type === 'ok');
              await until('joined', () => got.joined.length === 1 && got.joined[0].user === 'cara');
              const watch = await own.emitWithAck('users', { to: '#java', watch: true });
              check(`users: ${JSON.stringify(watch)}`, watch.count === 1 && watch.users[0].avatar === 'fox');
              own.emit('say', { to: '#java', text: 'without an acknowledgement' });
              const said = await own.emitWithAck('say', { to: '#java', text: 'h\u00e9llo' });
              await until('both', () => got.message.length === 2);
              check(`message: ${JSON.stringify(got.message)}`, got.message[1].text === 'h\u00e9llo');
              check(`cursor: ${said.cursor}`, got.message[1].cursor === said.cursor);
              const history = await own.emitWithAck('history', { to: '#java', max: 1 });
              check(`history: ${JSON.stringify(history)}`, history.events[0].cursor === said.cursor);
              own.send({ type: 'ping', id: 'p' });
              await new Promise((resolve) => own.once('pong', resolve));
              await until('the upgrade', () => own.io.engine.transport.name === 'websocket');
              const leave = await own.emitWithAck('leave', { to: '#java' });
              check(`leave: ${JSON.stringify(leave)}`, leave.type === 'ok');
              await until('left', () => got.left.length === 1);
              const late = await own.emitWithAck('users', { to: '#java' });
              check(`late: ${JSON.stringify(late)}`, late.code === 'unknown_group');
            };
            events().then(() => done('ok'), (error) => done(String(error)));
            """;

    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private final SiteLab lab = new SiteLab();

    @Test
    void theLabsOwnEventsComeAndAreAcknowledged() {
        PagePerson page = visit.person(lab.origin());
        page.open("examples/socket.io.html?user=ana");
        assertThat(page.browser().executeAsyncScript(SCRIPT)).isEqualTo("ok");
    }
}
