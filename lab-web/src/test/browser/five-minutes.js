// Five minutes of a race in a few seconds, for RaceCostTest: the page's own lanes, board and charts, with a clock that is
// wound on by half a second with every frame, 50 messages a second on every transport, ten polls a second, meters every second.
// Runs as the body of an asynchronous WebDriver script on the lab's page, and leaves `window.oneMinute` there.
const [done] = arguments;
const RATE = 50;
const POLLS = 10;
const STEP = 500;
const MINUTE = 60_000;
const CLASSES = ['payload', 'envelope', 'framing', 'request', 'response', 'empty-poll', 'heartbeat', 'handshake'];
/** Milliseconds after which a message arrives, by transport; NaN: with the next poll. */
const LATENCIES = { websocket: 1, sse: 1, 'long-poll': 3, 'short-poll': NaN, tcp: 0.8 };

const names = ['race/heats', 'race/lane', 'race/lane-view', 'race/board', 'race/chart-data', 'race/charts', 'shell/settings', 'transports/index'];

(async () => {
  const [{ Heats }, { Lane }, { LaneView }, { Board }, { ChartData }, { Charts }, { Settings }, { transports }] = await Promise.all(
    names.map((name) => import(`/js/${name}.js`)),
  );
  const start = performance.now();
  const startDate = Date.now();
  let now = start;
  performance.now = () => now;
  Date.now = () => startDate + (now - start);

  const settings = new Settings('?classes=websocket');
  const heats = new Heats(transports.length);
  const listeners = [];
  const runner = {
    lanes: transports.map(({ id, stampsArrivals }, index) => new Lane(id, index, stampsArrivals)),
    offset: { error: 0.5 },
    since: start,
    link: '',
    onReading: (listener) => listeners.push(listener),
  };
  const actions = { choose: () => {}, point: () => {}, code: () => {} };
  const lanes = runner.lanes.map((wire) => new LaneView(runner, wire, heats, settings, actions));
  const board = new Board(runner, () => {});
  const charts = new Charts(new ChartData(runner, heats), runner, settings);
  // In place of the page's own race, which is left to itself.
  const place = document.querySelector('.wires');
  place.replaceChildren(...lanes.map(({ element }) => element));
  document.querySelector('.panes').replaceChildren(board.element, charts.element);
  runner.lanes.forEach((wire) => wire.setState({ name: 'open' }));
  lanes.forEach((lane) => lane.repaint());

  let said = 0;
  let polls = 0;
  let readings = 0;
  const passed = () => now - start;

  /** What happens in the next half second. */
  function goOn() {
    const until = passed() + STEP;
    for (; (polls * 1000) / POLLS < until; polls++) {
      const begun = start + (polls * 1000) / POLLS;
      for (const lane of runner.lanes.filter(({ id }) => id.endsWith('poll'))) {
        lane.exchanges.push({ kind: 'poll', begun, ended: begun + 2, events: polls % 2, failed: false });
      }
    }
    for (; (said * 1000) / RATE < until; said++) {
      const due = start + (said * 1000) / RATE;
      const text = `lap five ${said}`.padEnd(64, '.');
      const event = { cursor: `k-${said}`, from: 'pace', to: '@race', text };
      heats.expect({ due, from: 'pace', to: '@race', text });
      runner.lanes.forEach((wire, index) => {
        const latency = LATENCIES[wire.id];
        const at = Number.isNaN(latency) ? start + (Math.ceil(((due - start) * POLLS) / 1000) * 1000) / POLLS : due + latency;
        heats.arrive(index, at, event, 'pace', () => ({ due, dueFrom: 'page' }));
        wire.messages++;
        wire.payload += text.length;
      });
    }
    now = start + until;
    for (; readings * 1000 < until; readings++) {
      runner.lanes.forEach((wire) => {
        const classes = Object.fromEntries(CLASSES.map((name, index) => [name, readings * (index + 1) * 100]));
        const meters = {
          bytesIn: readings * 3600,
          bytesOut: readings * 3600,
          requests: readings * POLLS,
          emptyPolls: readings,
          connectionsOpened: 1,
          connectionsOpen: 1,
        };
        const { messages, payload } = wire;
        wire.readings.push({ at: start + readings * 1000, messages, payload, meters, ledger: { in: classes, out: { ...classes } } });
      });
      listeners.forEach((listener) => listener());
    }
  }

  const draw = () => {
    goOn();
    const seen = heats.visible(now, 10_000);
    lanes.forEach((lane) => {
      lane.track.draw(now, 10_000, seen, undefined);
      lane.update(now);
    });
    board.update(heats.newestFirst(), now);
  };
  window.oneMinute = () =>
    new Promise((over) => {
      const end = passed() + MINUTE;
      const frame = () => {
        draw();
        if (passed() < end) {
          requestAnimationFrame(frame);
        } else {
          over({ frames: MINUTE / STEP, messages: said, nodes: document.querySelectorAll('*').length });
        }
      };
      requestAnimationFrame(frame);
    });
  done('ready');
})().catch((error) => done(String(error.stack ?? error)));
