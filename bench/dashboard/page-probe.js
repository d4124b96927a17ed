// Runs in each dashboard before its own scripts: what the page is like for the person in front of it.
(() => {
  const lookEveryMs = 50;
  const settledLookEveryMs = 250;
  const sampleEvery = 25;
  const state = {
    longTasksMs: [],
    lagsMs: [],
    eventsHeard: 0,
    /** [change id, when it arrived] of some events. */
    arrivals: [],
    streams: 0,
    /** Intent id → when its trade was on the page; when nothing of it was under way any more. */
    shownAt: {},
    settledAt: {},
  };

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) state.longTasksMs.push(duration);
  }).observe({ type: 'longtask' });

  const NativeSource = window.EventSource;
  window.EventSource = class extends NativeSource {
    constructor(url, init) {
      super(url, init);
      state.streams += 1;
      this.addEventListener('decision', ({ lastEventId }) => {
        state.eventsHeard += 1;
        if (state.eventsHeard % sampleEvery === 0) state.arrivals.push([Number(lastEventId), Date.now()]);
      });
    }
  };

  const tradeLinks = () => document.querySelectorAll('main a[href^="/trades/bench-"]');
  const idIn = (link) => link.getAttribute('href').slice('/trades/'.length);
  let lookedAt = performance.now();
  let settledLookAt = lookedAt;
  setInterval(() => {
    const now = performance.now();
    state.lagsMs.push(Math.max(0, now - lookedAt - lookEveryMs));
    lookedAt = now;
    for (const link of tradeLinks()) state.shownAt[idIn(link)] ??= Date.now();
    if (now - settledLookAt < settledLookEveryMs) return;
    settledLookAt = now;
    for (const link of tradeLinks()) {
      const id = idIn(link);
      const card = link.closest('li, article');
      if (state.settledAt[id] === undefined && card !== null && !/under way|handed out/i.test(card.textContent))
        state.settledAt[id] = Date.now();
    }
  }, lookEveryMs);

  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  window.lockstepBench = {
    /** What came before was the page being opened. */
    begin: () => {
      state.longTasksMs = [];
      state.lagsMs = [];
    },
    read: () => state,
    /** What each trade's card says, newest first. */
    trades: () => [...tradeLinks()].map((link) => `${idIn(link)} ${link.closest('li, article')?.textContent ?? ''}`),
    /** Clicks a link of the navigation; how long until the page with this heading was drawn. */
    goTo: async (href, heading) => {
      const startedAt = performance.now();
      document.querySelector(`nav a[href="${href}"]`).click();
      const giveUpAt = startedAt + 20_000;
      while (document.querySelector('h1')?.textContent !== heading && performance.now() < giveUpAt) await nextFrame();
      await nextFrame();
      await nextFrame();
      return performance.now() - startedAt;
    },
  };
})();
