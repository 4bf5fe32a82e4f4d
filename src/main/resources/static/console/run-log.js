// A window on a run's log. Only the lines around the place that is looked at are loaded, by their
// offset in bytes; two spacers stand for what is before and behind them. Each line carries its
// offset, so that none is shown twice or left out, whatever happens to the connection.
window.RunLog = class RunLog {
  static MOST_LINES = 3000;
  static TALLEST = 6e6; // pixels that a spacer may have: browsers draw no more than some millions
  static MOST_HITS = 100000; // that are counted
  static NEAR = 262144; // bytes that are caught up on rather than skipped

  constructor(run, box, visits) {
    this.run = run;
    this.box = box;
    this.visits = visits;
    this.above = document.createElement('p');
    this.below = document.createElement('p');
    this.barLine = document.createElement('div');
    this.barLine.className = 'bar';
    this.barLine.hidden = true;
    box.append(this.above, this.barLine, this.below);
    Object.assign(this, {
      start: 0, end: 0, from: 0, until: 0, size: 0, visit: '', live: false, following: false,
      busy: false, hits: [], hit: -1, text: '', searching: null, perByte: 0.2,
    });
    box.addEventListener('scroll', () => this.scrolled());
    box.addEventListener('keydown', (event) => this.key(event));
    this.controls();
  }

  /* ---- what is shown ---- */

  // known: settles when the visits are known; the lines are asked for meanwhile.
  async open(visit, live, known) {
    this.known = known;
    this.live = live;
    this.following = live && !visit;
    this.visit = visit || '';
    await this.show(Infinity);
    this.state();
  }

  // Shows one visit of a step, or the whole log.
  async choose(visit) {
    this.visit = visit;
    document.getElementById('log-visit').value = visit;
    this.following = this.live && (!visit || this.active(visit));
    this.forget();
    await this.show(this.following ? Infinity : 0);
    this.state();
  }

  active(id) {
    const visit = this.visits().find((known) => known.id === id);
    return Boolean(visit) && visit.state === 'active';
  }

  // Replaces what is loaded by the part around an offset.
  async show(at) {
    await this.alone(async () => {
      const back = at === Infinity;
      const [page] = await Promise.all([
        this.ask(back ? {} : { at: Math.max(0, Math.floor(at)) }, back), this.known]);
      this.clear();
      this.start = page.part.start;
      this.end = page.part.start;
      this.take(page);
      this.append(page.part.lines);
      this.end = page.part.end;
      this.space();
      this.box.scrollTop = back ? this.box.scrollHeight : this.above.offsetHeight;
    });
    this.scrolled();
  }

  take(page) {
    this.from = page.from;
    this.until = page.until;
    this.size = Math.max(this.size, page.part.size);
  }

  async ask(where, back) {
    const query = new URLSearchParams({ ...where, back: String(back), visit: this.visit });
    const answer = await fetch(`/runs/${this.run}/log?${query}`);
    if (!answer.ok) {
      throw new Error(`log: ${answer.status}`);
    }
    return answer.json();
  }

  async alone(work) {
    while (this.busy) {
      await this.busy;
    }
    this.busy = work().catch(() => { this.failed = Date.now(); }); // a later scroll or line asks again
    await this.busy;
    this.busy = false;
  }

  clear() {
    [...this.box.children].forEach((part) => {
      if (part !== this.above && part !== this.below && part !== this.barLine) {
        part.remove();
      }
    });
  }

  lines() {
    return this.box.querySelectorAll('[data-at]');
  }

  append(lines) {
    const last = this.barLine.previousElementSibling;
    let before = last && last.dataset ? last.dataset.visit : undefined;
    const parts = document.createDocumentFragment();
    for (const line of lines) {
      const drawn = this.line(line);
      if (drawn.dataset.visit !== before && drawn.dataset.visit) {
        parts.append(this.heading(drawn.dataset.visit));
      }
      before = drawn.dataset.visit;
      parts.append(drawn);
    }
    this.box.insertBefore(parts, this.barLine);
  }

  prepend(lines) {
    const first = this.above.nextElementSibling;
    const parts = document.createDocumentFragment();
    let before;
    for (const line of lines) {
      const drawn = this.line(line);
      if (drawn.dataset.visit !== before && drawn.dataset.visit) {
        parts.append(this.heading(drawn.dataset.visit));
      }
      before = drawn.dataset.visit;
      parts.append(drawn);
    }
    if (first && first.classList.contains('step') && first.dataset.of === before) {
      first.remove();
    }
    this.above.after(parts);
  }

  line(line) {
    const drawn = document.createElement('div');
    const [, time, text] = /^(\S+Z) {2}(.*)$/s.exec(line.text) || [null, '', line.text];
    drawn.dataset.at = line.at;
    const at = Date.parse(time);
    if (!Number.isNaN(at)) {
      const local = new Date(at);
      drawn.dataset.n = local.toTimeString().slice(0, 8);
      drawn.title = local.toLocaleString();
      drawn.dataset.iso = time;
    }
    drawn.dataset.step = line.step || '';
    drawn.dataset.visit = this.visitOf(line.step, at);
    if (/^Error: |(failed|was killed)\b|DISM failed/i.test(text)) {
      drawn.className = 'err';
    } else if (/completed successfully|ended: Successful$/.test(text)) {
      drawn.className = 'good';
    }
    this.fill(drawn, text);
    return drawn;
  }

  fill(drawn, text) {
    if (!this.text) {
      drawn.textContent = text;
      return;
    }
    const lower = text.toLowerCase();
    let done = 0;
    for (let at = lower.indexOf(this.text); at >= 0; at = lower.indexOf(this.text, done)) {
      const mark = document.createElement('mark');
      mark.textContent = text.slice(at, at + this.text.length);
      drawn.append(text.slice(done, at), mark);
      done = at + this.text.length;
    }
    drawn.append(text.slice(done));
  }

  // The visit that a line belongs to: the last of its step that had begun by then.
  visitOf(step, at) {
    let found = '';
    if (step) {
      for (const visit of this.visits()) {
        if (visit.step === step && (!found || visit.started <= at)) {
          found = visit.id;
        }
      }
    }
    return found;
  }

  heading(id) {
    const visit = this.visits().find((known) => known.id === id);
    const drawn = document.createElement('div');
    drawn.className = 'step';
    drawn.dataset.of = id;
    const took = visit.ended ? window.Diagram.span(visit.ended - visit.started) : 'running';
    drawn.textContent = `── ${visit.label} ── ${visit.state === 'failed' ? 'failed after ' : ''}${took} ──`;
    return drawn;
  }

  // The visits are known anew: headings of what is over tell how long it took.
  learned() {
    this.box.querySelectorAll('.step').forEach((drawn) => {
      if (this.visits().some((known) => known.id === drawn.dataset.of)) {
        drawn.textContent = this.heading(drawn.dataset.of).textContent;
      }
    });
    const choice = document.getElementById('log-visit');
    const known = new Set([...choice.options].map((option) => option.value));
    for (const visit of this.visits()) {
      if (!known.has(visit.id)) {
        choice.add(new Option(visit.label, visit.id));
      }
    }
    choice.value = this.visit;
  }

  // DISM's bar, drawn over the one before it.
  bar(percent) {
    this.barLine.hidden = percent === null || this.end < this.until;
    if (percent !== null) {
      const width = 58;
      const said = `${percent.toFixed(1)}%`;
      const done = '='.repeat(Math.round(width * percent / 100)).padEnd(width);
      const middle = Math.floor((width - said.length) / 2);
      this.barLine.textContent = `[${done.slice(0, middle)}${said}${done.slice(middle + said.length)}]`;
    }
    this.keepEnd();
  }

  /* ---- more lines ---- */

  // Lines that were written now.
  more(part) {
    this.size = Math.max(this.size, part.size, part.end);
    if (!this.visit) {
      this.until = this.size;
    } else if (this.active(this.visit)) {
      this.until = this.size;
    }
    if (!this.following) {
      this.state();
      this.space();
      return;
    }
    this.alone(async () => {
      if (part.start > this.end) {
        await this.catchUp();
        return;
      }
      const step = this.visit && this.visits().find((known) => known.id === this.visit).step;
      const fresh = part.lines.filter((line) => line.at >= this.end && (!step || line.step === step));
      this.append(fresh);
      this.end = Math.max(this.end, part.end);
      this.trim(true);
      this.space();
      this.keepEnd();
    });
  }

  // The log is much longer than what was told.
  grown(size) {
    this.size = Math.max(this.size, size);
    this.until = this.visit ? this.until : this.size;
    if (this.following) {
      this.show(Infinity);
    } else {
      this.space();
    }
  }

  over() {
    this.live = false;
    this.bar(null);
    this.state();
  }

  async catchUp() {
    if (this.until - this.end > RunLog.NEAR) {
      const page = await this.ask({}, true);
      this.clear();
      this.start = page.part.start;
      this.take(page);
      this.append(page.part.lines);
      this.end = page.part.end;
    }
    while (this.end < this.until) {
      const page = await this.ask({ at: this.end }, false);
      this.take(page);
      if (!page.part.lines.length) {
        break;
      }
      this.append(page.part.lines.filter((line) => line.at >= this.end));
      this.end = page.part.end;
    }
    this.trim(true);
    this.space();
    this.keepEnd();
  }

  /* ---- scrolling ---- */

  scrolled() {
    const box = this.box;
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 30;
    if (this.live && !this.moving && this.following !== atEnd && (!this.visit || this.active(this.visit))) {
      if (!atEnd || this.end >= this.until) {
        this.following = atEnd;
        this.state();
      }
    }
    this.moving = false;
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => { this.frame = 0; this.load(); });
    }
  }

  async load() {
    if (this.busy || Date.now() - (this.failed || 0) < 2000) {
      return;
    }
    const top = this.box.scrollTop;
    const height = this.box.clientHeight;
    const first = this.above.offsetHeight;
    const last = this.box.scrollHeight - this.below.offsetHeight;
    if (top + height < first - height && this.start > this.from) {
      await this.show(this.from + (top / Math.max(first, 1)) * (this.start - this.from));
    } else if (top > last + height && this.end < this.until) {
      await this.show(this.end + ((top - last) / Math.max(this.below.offsetHeight, 1)) * (this.until - this.end));
    } else if (top < first + height && this.start > this.from) {
      await this.alone(() => this.before());
      this.scrolled();
    } else if (top + 2 * height > last && this.end < this.until) {
      await this.alone(() => this.behind());
      this.scrolled();
    }
  }

  async before() {
    const page = await this.ask({ at: this.start }, true);
    this.take(page);
    this.hold(() => {
      this.prepend(page.part.lines.filter((line) => line.at < this.start));
      this.start = page.part.lines.length ? page.part.start : this.from;
      this.trim(false);
    });
  }

  async behind() {
    const page = await this.ask({ at: this.end }, false);
    this.take(page);
    this.hold(() => {
      this.append(page.part.lines.filter((line) => line.at >= this.end));
      this.end = page.part.lines.length ? page.part.end : this.until;
      this.trim(true);
    });
  }

  // Changes what is loaded, and leaves the line at the top where it is.
  hold(change) {
    const edge = this.box.getBoundingClientRect().top;
    const anchor = [...this.lines()].find((line) => line.getBoundingClientRect().bottom > edge);
    const before = anchor && anchor.getBoundingClientRect().top;
    change();
    this.space();
    if (anchor && anchor.isConnected) {
      this.moving = true;
      this.box.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  }

  // Drops lines at the end that is not looked at.
  trim(atTop) {
    const lines = [...this.lines()];
    const many = lines.length - RunLog.MOST_LINES;
    if (many <= 0) {
      return;
    }
    const gone = atTop ? lines.slice(0, many) : lines.slice(-many);
    gone.forEach((line) => line.remove());
    if (atTop) {
      this.start = Number(lines[many].dataset.at);
      while (this.above.nextElementSibling.classList.contains('step')
          && this.above.nextElementSibling.nextElementSibling.classList.contains('step')) {
        this.above.nextElementSibling.remove();
      }
    } else {
      this.end = Number(gone[0].dataset.at);
    }
  }

  // The spacers are as tall as what they stand for would be, or as tall as can be drawn.
  space() {
    const loaded = this.box.scrollHeight - this.above.offsetHeight - this.below.offsetHeight;
    if (this.end > this.start && this.lines().length > 20) {
      this.perByte = Math.max(0.01, loaded / (this.end - this.start));
    }
    const most = RunLog.TALLEST / Math.max(this.until - this.from, 1);
    const pixels = Math.min(this.perByte, most);
    this.above.style.height = `${Math.max(0, this.start - this.from) * pixels}px`;
    this.below.style.height = `${Math.max(0, this.until - this.end) * pixels}px`;
  }

  keepEnd() {
    if (this.following) {
      this.moving = true;
      this.box.scrollTop = this.box.scrollHeight;
    }
  }

  async key(event) {
    if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      this.following = event.key === 'End' && this.live;
      if (event.key === 'Home' && this.start > this.from) {
        await this.show(this.from);
      } else if (event.key === 'End' && this.end < this.until) {
        await this.show(Infinity);
      }
      this.box.scrollTop = event.key === 'Home' ? 0 : this.box.scrollHeight;
      this.state();
    }
  }

  /* ---- pause, search, steps ---- */

  controls() {
    const by = (id) => document.getElementById(id);
    this.button = by('log-follow');
    this.mode = by('log-mode');
    this.said = by('log-hits');
    this.button.addEventListener('click', async () => {
      this.following = !this.following;
      this.state();
      if (this.following) {
        if (this.visit && !this.active(this.visit)) {
          await this.choose('');
        } else {
          await this.alone(() => this.catchUp());
        }
      }
    });
    by('log-visit').addEventListener('change', (event) => this.choose(event.target.value));
    by('log-search').addEventListener('submit', (event) => {
      event.preventDefault();
      this.next(1);
    });
    by('log-previous').addEventListener('click', () => this.next(-1));
    by('log-text').addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.shiftKey) {
        event.preventDefault();
        this.next(-1);
      }
    });
    by('log-text').addEventListener('search', (event) => {
      if (!event.target.value) {
        this.forget();
        this.redraw();
      }
    });
  }

  state() {
    this.button.hidden = !this.live;
    this.button.textContent = this.following ? 'Pause' : 'Follow';
    this.mode.hidden = !this.live;
    this.mode.className = `badge ${this.following ? 'run' : 'idle'}`;
    const waiting = this.until > this.end;
    this.mode.textContent = this.following ? 'following' : waiting ? 'paused, there is more' : 'paused';
  }

  forget() {
    this.hits = [];
    this.hit = -1;
    this.text = '';
    this.searching = null;
    this.said.textContent = '';
    document.getElementById('log-previous').disabled = true;
  }

  redraw() {
    this.lines().forEach((line) => {
      const text = line.textContent;
      line.replaceChildren();
      this.fill(line, text);
    });
  }

  async next(step) {
    const wanted = document.getElementById('log-text').value.trim().toLowerCase();
    if (!wanted) {
      this.forget();
      this.redraw();
      return;
    }
    if (wanted !== this.text) {
      this.searching = 0;
      this.said.textContent = 'searching …';
      await this.search(wanted).catch(() => {
        this.forget(); // so that the next try asks again
        this.said.textContent = 'the search failed; try again';
      });
    } else if (this.hits.length) {
      this.hit = (this.hit + step + this.hits.length) % this.hits.length;
      await this.showHit();
    }
  }

  // The server searches part by part: from the place that is looked at to the end, then what is
  // before it. The first hit is shown at once, and the others are counted meanwhile.
  async search(wanted) {
    const visit = this.visit;
    const edge = this.box.getBoundingClientRect().top;
    const seen = [...this.lines()].find((line) => line.getBoundingClientRect().top >= edge);
    const here = this.following || !seen ? 0 : Number(seen.dataset.at);
    this.forget();
    this.text = wanted;
    this.redraw();
    const all = this.until - this.from || 1;
    let done = 0;
    let before = 0; // hits that are before the place
    for (const [first, end] of [[here, Infinity], [0, here]]) {
      for (let from = first, more = true; more && from < end && this.hits.length < RunLog.MOST_HITS;) {
        const query = new URLSearchParams({ text: wanted, from: String(from), visit });
        const answer = await fetch(`/runs/${this.run}/log/search?${query}`);
        if (this.text !== wanted || this.visit !== visit) {
          return; // something else is wanted meanwhile
        }
        if (!answer.ok) {
          throw new Error(`search: ${answer.status}`);
        }
        const found = await answer.json();
        const hits = found.offsets.filter((at) => at < end);
        this.hits.splice(first === here ? this.hits.length : before, 0, ...hits);
        if (first !== here) {
          before += hits.length;
          this.hit += this.hit < 0 ? 0 : hits.length;
        }
        done += Math.min(found.end, end) - Math.max(from, this.from);
        from = found.end;
        more = found.more;
        this.searching = Math.min(99, Math.round(100 * done / all));
        if (this.hit < 0 && hits.length) {
          this.hit = 0;
          await this.showHit();
        }
        this.count();
      }
    }
    this.searching = null;
    this.count();
    document.getElementById('log-previous').disabled = !this.hits.length;
  }

  count() {
    const many = this.hits.length >= RunLog.MOST_HITS ? ' or more' : '';
    const going = this.searching === null ? '' : ` … ${this.searching} %`;
    this.said.textContent = this.hit >= 0 ? `${this.hit + 1} of ${this.hits.length}${many}${going}`
      : this.searching === null ? 'not found' : `searching${going}`;
  }

  async showHit() {
    this.count();
    if (this.hit < 0) {
      return;
    }
    const at = this.hits[this.hit];
    this.following = false;
    if (at < this.start || at >= this.end) {
      await this.show(Math.max(this.from, at - 8192));
      if (at >= this.end) {
        await this.show(at);
      }
    }
    const line = this.box.querySelector(`[data-at="${at}"]`);
    this.box.querySelectorAll('.hit').forEach((other) => other.classList.remove('hit'));
    if (line) {
      line.classList.add('hit');
      this.moving = true;
      this.box.scrollTop += line.getBoundingClientRect().top - this.box.getBoundingClientRect().top - this.box.clientHeight / 3;
    }
    this.state();
  }
};
