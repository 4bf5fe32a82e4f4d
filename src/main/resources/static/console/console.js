// What a page cannot do without a script: theme, time zone, dialogs, and what to say when the
// connection is lost. Everything else is links, forms and htmx.
const remember = (name, value) => {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; SameSite=Lax`;
};

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (document.documentElement.dataset.zone !== zone) {
  remember('drydock-zone', zone);
}

document.addEventListener('click', (event) => {
  const theme = event.target.closest('[data-theme-switch]');
  if (theme) {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    remember('drydock-theme', root.dataset.theme);
  }
  const opener = event.target.closest('[data-dialog]');
  if (opener) {
    document.getElementById(opener.dataset.dialog).showModal();
  }
  if (event.target.closest('[data-close]')) {
    event.target.closest('dialog').close();
  }
});

// On a narrow screen the navigation is wider than it.
document.querySelector('.top nav [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });

// One tick picks all rows that are shown.
document.addEventListener('change', (event) => {
  const all = event.target.closest('[data-pick-all]');
  if (all) {
    all.closest('table').querySelectorAll('tbody input[type=checkbox]:not(:disabled)')
      .forEach((box) => { box.checked = all.checked; });
  }
  const picked = document.querySelector('[data-picked]');
  if (picked) {
    const count = document.querySelectorAll('input[name=update]:checked').length + Number(picked.dataset.hidden);
    picked.textContent = count + (count === 1 ? ' update picked' : ' updates picked');
  }
});

// What is being mended is not wrong any more.
document.addEventListener('input', (event) => event.target.removeAttribute('aria-invalid'));

// What takes a while is not asked for twice.
document.addEventListener('submit', (event) => {
  if (event.target.matches('[data-once]')) {
    event.target.querySelector('button').disabled = true;
  }
});

// A fragment that is asked for after the session has ended is a login page, or 401.
document.addEventListener('htmx:beforeSwap', (event) => {
  const answer = event.detail.xhr;
  if (answer.status === 401 || new URL(answer.responseURL).pathname === '/login') {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

// Nobody's typing or focus is lost because a list was refreshed meanwhile.
document.addEventListener('htmx:beforeRequest', (event) => {
  const part = event.detail.elt;
  const here = document.activeElement;
  const busy = part.querySelector('dialog[open]')
    || (part.contains(here) && here.matches('input:not([type=checkbox]), select, textarea'));
  if (part.matches('[data-live]') && busy) {
    event.preventDefault();
  }
});
document.addEventListener('htmx:beforeSwap', (event) => {
  const part = event.detail.target;
  if (part.matches('[data-live]') && part.contains(document.activeElement)) {
    sessionStorage.setItem('drydock-focus', document.activeElement.id);
  }
});
document.addEventListener('htmx:afterSettle', () => {
  const id = sessionStorage.getItem('drydock-focus');
  sessionStorage.removeItem('drydock-focus');
  if (id && document.getElementById(id)) {
    document.getElementById(id).focus({ preventScroll: true });
  }
});

// A browser has six connections to a server for all its tabs: a tab that nobody looks at gives its
// own back. When it is looked at again, it goes on where it was. A connection that is lost is tried
// again each second, also where a browser would give up: while a proxy says that the server is away.
class WatchedSource extends EventTarget {
  static AGAIN = 1000;

  constructor(url) {
    super();
    this.url = url;
    this.names = new Set();
    this.look = () => (document.hidden ? this.rest() : this.connect());
    document.addEventListener('visibilitychange', this.look);
    this.readyState = EventSource.CONNECTING;
    setTimeout(this.look);
  }

  connect() {
    if (this.source || this.readyState === EventSource.CLOSED) {
      return;
    }
    const address = new URL(this.url, location.href);
    if (this.last) {
      address.searchParams.set(address.searchParams.has('start') ? 'start' : 'since', this.last);
    }
    const source = new EventSource(address);
    this.source = source;
    source.onopen = (event) => { this.readyState = EventSource.OPEN; this.onopen?.(event); };
    source.onerror = (event) => {
      const refused = source.readyState === EventSource.CLOSED;
      this.rest();
      this.readyState = EventSource.CONNECTING; // htmx would connect by itself if it were closed
      this.onerror?.(event);
      this.again = setTimeout(async () => {
        if (refused) {
          await signInAgain();
        }
        this.look();
      }, WatchedSource.AGAIN);
    };
    this.names.forEach((name) => this.listen(name));
  }

  listen(name) {
    this.source?.addEventListener(name, (event) => {
      this.last = event.lastEventId || this.last;
      this.dispatchEvent(new MessageEvent(name, { data: event.data, lastEventId: event.lastEventId }));
    });
  }

  addEventListener(name, listener) {
    super.addEventListener(name, listener);
    if (!this.names.has(name)) {
      this.names.add(name);
      this.listen(name);
    }
  }

  rest() {
    clearTimeout(this.again);
    this.source?.close();
    this.source = null;
  }

  close() {
    this.rest();
    this.readyState = EventSource.CLOSED;
    document.removeEventListener('visibilitychange', this.look);
  }
}
htmx.createEventSource = (url) => new WatchedSource(url);

// Whose session has ended signs in again, and comes back to this page.
const signInAgain = async () => {
  const answer = await fetch(location.href, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer && answer.status === 401) {
    location.reload();
  }
};

const banner = (lost) => { document.getElementById('offline').hidden = !lost; };
document.addEventListener('htmx:sseError', () => banner(true));
document.addEventListener('htmx:sseOpen', () => banner(false));

// A part that could not be fetched when it changed is fetched once the connection is back.
const missed = new Set();
const miss = (event) => {
  if (event.detail.elt.matches('[data-live]')) {
    missed.add(event.detail.elt);
  }
};
document.addEventListener('htmx:sendError', miss);
document.addEventListener('htmx:responseError', miss);
document.addEventListener('htmx:sseOpen', () => {
  missed.forEach((part) => htmx.trigger(part, part.getAttribute('hx-trigger').split(',')[0]));
  missed.clear();
});
