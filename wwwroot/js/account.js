// Who has signed in, on every page; and token mode, in which this script holds the access token. It lives in this page's
// memory only. The refresh token is in a cookie that no script can read, so that each new page gets a fresh access token.

const Hint = 'sign-in-mode'; // 'token' where a refresh cookie may be; says nothing to anyone else
const remember = mode => { try { mode ? localStorage.setItem(Hint, mode) : localStorage.removeItem(Hint); } catch { /* refused */ } };
const inTokenMode = () => { try { return localStorage.getItem(Hint) === 'token'; } catch { return false; } };
const pause = milliseconds => new Promise(done => { setTimeout(done, milliseconds); });
const api = path => `${document.documentElement.dataset.root}api/${path}`; // the site may stand under a path of its host
const call = (path, body) => fetch(api(path), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

let access = null; // { token, until } by this page's own clock: the visitor's may be wrong

function take(issued) {
  access = { token: issued.access_token, until: performance.now() + (issued.expires_in - 30) * 1000 };
}

const isGood = () => access && performance.now() < access.until;

// Each refresh token is good once, so tabs take turns; where there are no locks (plain HTTP), who comes second waits and tries again.
const inTurn = work => navigator.locks ? navigator.locks.request('refresh', work) : work();

async function refresh() {
  for (let tries = 0; tries < 6; tries++) {
    if (isGood()) return true; // another part of this page was first; a second one, cut off by a reload, would lose the family
    const answer = await call('token/refresh', {});
    if (answer.ok) { take(await answer.json()); return true; }
    const problem = await answer.json().catch(() => ({}));
    if (problem.reason !== 'just-used') {
      if (answer.status === 401) remember(null);
      return false;
    }
    await pause(200 + Math.random() * 300);
  }
  return false;
}

async function authorization() {
  if (!inTokenMode() && !access) return {};
  if (!isGood() && !await inTurn(refresh)) return {};
  return { Authorization: `Bearer ${access.token}` };
}

// The account widget
async function showWho() {
  const answer = await fetch(api('whoami'), { headers: await authorization() });
  const { userName } = answer.ok ? await answer.json() : {};
  if (!userName) return;
  for (const link of document.querySelectorAll('[data-account]')) {
    link.textContent = userName;
    link.href = link.dataset.account;
  }
}

// Token mode: sign in, register or become a guest through the API
function say(form, kind, answer) {
  const place = form.querySelector('[data-problem]');
  const minutes = Math.ceil((answer?.headers.get('Retry-After') ?? 60) / 60);
  place.textContent = (place.dataset[kind] ?? place.dataset.refused).replace('{0}', minutes);
  place.hidden = false;
}

async function enter(form) {
  const kind = form.dataset.signIn;
  let { UserName: userName, Password: password } = Object.fromEntries(new FormData(form));
  if (kind !== 'sign-in') {
    const made = await call(kind === 'guest' ? 'guest' : 'account', kind === 'guest' ? {} : { userName, password });
    if (!made.ok) return say(form, { 409: 'taken', 429: 'wait', 503: made.headers.has('Retry-After') ? 'offline' : 'full' }[made.status] ?? 'refused', made);
    if (kind === 'guest') ({ userName, password } = await made.json());
  }
  const issued = await call('token', { userName, password, refresh: 'cookie' });
  if (!issued.ok) return say(form, { 401: 'wrong', 429: 'wait' }[issued.status] ?? 'refused', issued);
  take(await issued.json());
  remember('token');
  if (kind !== 'guest') { location.assign(form.dataset.next); return; }
  const notice = document.querySelector('[data-recovery]');
  notice.querySelector('[data-recovery-name]').textContent = userName;
  notice.querySelector('[data-recovery-code]').textContent = password;
  notice.hidden = false;
  form.hidden = true;
  notice.querySelector('a').focus();
  await showWho();
}

for (const form of document.querySelectorAll('form[data-sign-in]:not([data-sign-in=""])')) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    form.querySelector('[data-problem]').hidden = true;
    enter(form).catch(() => say(form, 'offline'));
  });
}

// Token mode: the account page, fetched again with the token; its forms are sent with it as well
async function showAccount(request) {
  const credentials = await authorization();
  if (!credentials.Authorization) return false;
  const { path = location.pathname, ...options } = request ?? {};
  const answer = await fetch(path, { ...options, headers: credentials });
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-account-page]');
  const page = document.querySelector('[data-account-page]');
  if (next) page.replaceWith(next);
  next?.querySelector('[autofocus]')?.focus();
  return answer.ok;
}

async function send(form) {
  const isDone = await showAccount({ path: form.action, method: 'POST', body: new URLSearchParams(new FormData(form)) });
  if (!isDone || !form.matches('[data-leaves]')) return;
  await call('token/revoke', {});
  remember(null);
  location.assign(document.querySelector('[data-account]').dataset.account);
}

async function download(link) {
  const answer = await fetch(link.href, { headers: await authorization() });
  const url = URL.createObjectURL(await answer.blob());
  Object.assign(document.createElement('a'), { href: url, download: link.download }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

if (document.querySelector('[data-account-page]') && inTokenMode()) {
  showAccount().catch(() => { /* the page stays as it is */ });
  document.addEventListener('submit', event => {
    if (!access || !event.target.closest('[data-account-page]')) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-export]');
    if (!access || !link) return;
    event.preventDefault();
    download(link);
  });
}

showWho().catch(() => { /* no answer: the link to sign in stands */ });
