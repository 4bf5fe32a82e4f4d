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

// One tick picks all rows that are shown.
document.addEventListener('change', (event) => {
  const all = event.target.closest('[data-pick-all]');
  if (all) {
    all.closest('table').querySelectorAll('tbody input[type=checkbox]:not(:disabled)')
      .forEach((box) => { box.checked = all.checked; });
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
    part.dataset.focus = document.activeElement.id;
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

const banner = () => document.getElementById('offline');
document.addEventListener('htmx:sseError', () => { banner().hidden = false; });
document.addEventListener('htmx:sseOpen', () => { banner().hidden = true; });
