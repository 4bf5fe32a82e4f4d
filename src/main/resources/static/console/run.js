// The page of a run while it is open: one stream of events tells what has changed. The log and the
// diagram have files of their own; the other parts are made by the server and asked for again.
(() => {
  const main = document.getElementById('main');
  const run = main.dataset.run;
  const by = (id) => document.getElementById(id);

  // How long something has gone on, counted here so that nothing needs to be sent for it.
  const span = (millis) => {
    const s = Math.max(0, Math.floor(millis / 1000));
    const m = Math.floor(s / 60);
    if (s < 60) return `${s} s`;
    if (m < 10) return s % 60 ? `${m} min ${s % 60} s` : `${m} min`;
    return m < 60 ? `${m} min` : `${Math.floor(m / 60)} h ${m % 60} min`;
  };
  const count = () => {
    document.querySelectorAll('[data-since]').forEach((part) => {
      part.textContent = span(Date.now() - Date.parse(part.dataset.since));
    });
    document.querySelectorAll('[data-since-ms]').forEach((part) => {
      part.textContent = span(Date.now() - Number(part.dataset.sinceMs));
    });
    document.querySelectorAll('time[data-ago]').forEach((part) => {
      const ago = Date.now() - Date.parse(part.dateTime);
      if (ago < 20 * 3600 * 1000) {
        part.querySelector('b').textContent = ago < 10000 ? 'just now' : `${span(ago)} ago`;
      }
    });
  };
  count();
  setInterval(count, 1000);
  if (!run) {
    return;
  }

  // The diagram: the run's own process, or one that it called.
  let course = { ways: [], visits: [] };
  let way = 0;
  let drawn = null;
  let following = true;
  const log = new window.RunLog(run, by('log'), () => course.visits);
  const facts = by('step-facts');
  const diagram = new window.Diagram(by('diagram'), (id) => { following = false; factsOf(id); });

  const factsOf = async (id) => {
    facts.dataset.step = id;
    const answer = await fetch(`/runs/${run}/steps/${encodeURIComponent(id)}`);
    facts.innerHTML = await answer.text();
    facts.hidden = false;
    const visits = facts.querySelectorAll('[data-visit]');
    if (visits.length === 1 && facts.dataset.shown !== id) {
      log.choose(visits[0].dataset.visit);
    }
    facts.dataset.shown = id;
  };
  const current = () => {
    const active = course.visits.filter((visit) => visit.state === 'active');
    const at = active[active.length - 1]
      || course.visits.find((visit) => visit.id === main.dataset.open);
    return at && at.step;
  };
  const look = () => {
    const step = following && current();
    by('zoom-step').hidden = !current();
    if (step && course.ways[way] && course.ways[way].elements[step]) {
      diagram.focus(step);
    } else if (following && (!diagram.view || diagram.view.how === 'focus')) {
      diagram.zoom('fit');
    }
  };
  const draw = async () => {
    const shown = course.ways[way];
    if (!shown || !shown.model) {
      return;
    }
    if (drawn !== shown.model) {
      drawn = shown.model;
      await diagram.show(shown.model);
      diagram.view = null;
    }
    diagram.mark(shown.elements, shown.flows, course.incident);
    look();
    choices();
  };
  const choices = () => {
    const box = by('process-choice');
    if (course.ways.length < 2 || box.childElementCount === course.ways.length) {
      return;
    }
    box.replaceChildren(...course.ways.map((known, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'small';
      button.textContent = known.name;
      button.setAttribute('aria-pressed', String(index === way));
      button.addEventListener('click', () => {
        way = index;
        box.querySelectorAll('button').forEach((b, i) => b.setAttribute('aria-pressed', String(i === way)));
        draw();
      });
      return button;
    }));
  };
  let drawing = Promise.resolve();
  const learn = (told) => {
    const activeBefore = current();
    course = told;
    log.learned();
    drawing = drawing.then(draw).catch(() => { drawn = null; });
    if (!facts.hidden && facts.dataset.step && activeBefore !== current()) {
      factsOf(facts.dataset.step);
    }
  };
  document.querySelectorAll('[data-zoom]').forEach((button) => {
    button.addEventListener('click', () => {
      if (!diagram.viewer) return;
      following = button.dataset.zoom === 'step';
      if (following) {
        way = Math.max(0, course.ways.findIndex((known) => known.elements[current()]));
        diagram.view = null;
        drawing = drawing.then(draw);
      } else {
        diagram.zoom(button.dataset.zoom);
      }
    });
  });
  facts.addEventListener('click', (event) => {
    const visit = event.target.closest('[data-visit]');
    if (visit) {
      log.choose(visit.dataset.visit);
      by('log-card').scrollIntoView({ block: 'nearest' });
    } else if (event.target.closest('[data-close-facts]')) {
      facts.hidden = true;
      diagram.select(null);
      following = true;
    }
  });

  // What it is doing.
  const doing = by('run-doing');
  const bar = doing.querySelector('[role=progressbar]');
  const progress = (now) => {
    doing.hidden = !now.doing;
    if (!now.doing) {
      log.bar(null);
      return;
    }
    const known = now.percent !== undefined && now.percent !== null;
    doing.querySelector('[data-where]').textContent = now.where || '';
    doing.querySelector('[data-where]').hidden = !now.where;
    doing.querySelector('[data-dash]').hidden = !now.where;
    doing.querySelector('[data-doing]').textContent = now.doing;
    doing.querySelector('[data-percent]').textContent = known ? `${now.percent.toFixed(1)} %` : '';
    bar.classList.toggle('busy', !known);
    bar.firstElementChild.style.width = known ? `${now.percent}%` : '';
    if (known) {
      bar.setAttribute('aria-valuenow', now.percent.toFixed(1));
    } else {
      bar.removeAttribute('aria-valuenow');
    }
    bar.setAttribute('aria-valuetext', `${now.where ? `${now.where}, ` : ''}${now.doing}${known ? `, ${Math.round(now.percent)} percent` : ''}`);
    log.bar(known ? now.percent : null);
    if (known && now.step === 'Task_ApplyUpdate') {
      document.querySelectorAll('.matrix .badge.run').forEach((cell) => { cell.textContent = `${Math.round(now.percent)} %`; });
    }
    const left = by('run-left');
    if (left && now.until) {
      const millis = Date.parse(now.until) - Date.now();
      left.querySelector('b').textContent = millis < 1000 ? 'a moment' : span(millis);
    }
  };

  // The parts that the server makes. Focus and what was opened stay as they are.
  let asking = false;
  let again = false;
  const refresh = async () => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      do {
        again = false;
        const answer = await fetch(`/runs/${run}/parts`);
        if (answer.ok && !answer.redirected) {
          const made = new DOMParser().parseFromString(await answer.text(), 'text/html');
          ['run-head', 'run-stages', 'run-results'].forEach((id) => replace(by(id), made.getElementById(id)));
          count();
        }
      } while (again);
    } catch (lost) {
      // the stream tells the revision anew once the connection is back
    } finally {
      asking = false;
    }
  };
  const replace = (old, made) => {
    const inside = old.contains(document.activeElement) && document.activeElement.id;
    const open = [...old.querySelectorAll('details')].map((box) => box.open);
    const left = [...old.querySelectorAll('.scroll, .stages')].map((box) => box.scrollLeft);
    old.replaceWith(made);
    made.querySelectorAll('details').forEach((box, i) => { box.open = Boolean(open[i]); });
    made.querySelectorAll('.scroll, .stages').forEach((box, i) => { box.scrollLeft = left[i] || 0; });
    if (inside && by(inside)) {
      by(inside).focus({ preventScroll: true });
    }
    if (made.dataset.status && made.dataset.status !== old.dataset.status) {
      by('run-said').textContent = `Run ${run}: ${made.dataset.status}`;
    }
  };

  // One stream for everything. It connects again by itself, and says how far it was.
  const listen = () => {
    const stream = new WatchedSource(`/runs/${run}/stream?start=${log.end}`);
    const on = (name, told) => stream.addEventListener(name, (event) => told(event.data && JSON.parse(event.data)));
    stream.onopen = () => banner(false);
    stream.onerror = () => banner(true);
    on('progress', progress);
    on('course', learn);
    on('log', (part) => log.more(part));
    on('grown', (told) => log.grown(told.size));
    stream.addEventListener('revision', (event) => {
      if (by('run-head').dataset.revision !== event.data) {
        refresh();
      }
    });
    stream.addEventListener('over', async () => {
      stream.close();
      banner(false);
      log.over();
      await refresh();
      const failing = by('run-head').dataset.open;
      if (failing && log.following) {
        main.dataset.open = failing;
        log.choose(failing);
      }
    });
    main.dataset.listening = 'true';
  };

  (async () => {
    const active = main.dataset.active === 'true';
    const known = fetch(`/runs/${run}/course`).then((answer) => answer.json()).then(learn);
    await log.open(main.dataset.open, active, known);
    main.dataset.ready = 'true';
    if (active) {
      listen();
    }
  })();
})();
