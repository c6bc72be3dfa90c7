// What every page does in the browser. Pages are complete without it; reading progress and theme live only here.

const storage = {
  read(key, fallback) {
    try { return JSON.parse(localStorage.getItem(key)) ?? fallback; } catch { return fallback; }
  },
  write(key, value) {
    try { localStorage.setItem(key, typeof value === 'string' ? value : JSON.stringify(value)); } catch { /* refused: nothing is remembered */ }
  },
};

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  storage.write('theme', root.dataset.theme);
}

for (const button of document.querySelectorAll('.theme-switch')) {
  button.hidden = false;
  button.addEventListener('click', switchTheme);
}

// "/" focuses search, as on most sites that have one.
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, [contenteditable]')) return;
  const narrow = document.querySelector('.bar-narrow');
  if (narrow && getComputedStyle(narrow).display !== 'none') narrow.open = true;
  const box = [...document.querySelectorAll('.site-search .search-box')].find(input => input.offsetParent);
  if (box) { event.preventDefault(); box.focus(); }
});

// A station is done when its quiz has been answered (remembered here) and, where it has a lab, the server has seen a
// must-do goal reached. Progress: { slug: { answered: [question ids], of: how many } }, goals: { slug: reached }.
const progress = storage.read('progress', {});
let goals = storage.read('goals', {});
const isDone = slug => progress[slug] && progress[slug].answered.length >= progress[slug].of && goals[slug] !== false;

function showProgress() {
  for (const element of document.querySelectorAll('[data-station]')) {
    const done = Boolean(isDone(element.dataset.station));
    element.classList.toggle('done', done);
    element.querySelector('.done-text')?.toggleAttribute('hidden', !done);
  }
  const cards = [...document.querySelectorAll('.station[data-station]')];
  const next = cards.find(card => !isDone(card.dataset.station));
  for (const card of cards) card.classList.toggle('next-up', card === next);
  const link = document.getElementById('continue');
  if (link && next && next !== cards[0]) {
    link.href = next.querySelector('h3 a').href;
    link.textContent = link.dataset.label.replace('{0}', cards.indexOf(next) + 1);
  }
}

const note = document.querySelector('[data-note]');
const questions = document.querySelectorAll('.quiz');
for (const question of questions) {
  question.addEventListener('change', () => {
    const answered = new Set(progress[note.dataset.note]?.answered ?? []);
    answered.add(question.id);
    progress[note.dataset.note] = { answered: [...answered], of: questions.length };
    storage.write('progress', progress);
    showProgress();
  });
}
showProgress();
if (document.querySelector('[data-station]')) {
  fetch(`${document.documentElement.dataset.root}goals`).then(answer => answer.json()).then(reached => {
    goals = reached;
    storage.write('goals', goals);
    showProgress();
  }, () => { /* no answer: what was known stands */ });
}

// Code is copyable; where there is no clipboard API (plain HTTP on a LAN), it is selected instead.
function makeCopyable(area) {
  const words = area.dataset;
  for (const pre of area.querySelectorAll('.code pre')) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button copy', textContent: words.copy });
    button.addEventListener('click', async () => {
      getSelection().selectAllChildren(pre);
      if (!navigator.clipboard) return;
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = words.copy; }, 2000);
    });
    pre.after(button);
  }
}
for (const area of document.querySelectorAll('[data-copy]')) makeCopyable(area);

// F10: the response to the request that made this page can be seen only afterwards.
for (const link of document.querySelectorAll('[data-wire]')) {
  link.addEventListener('click', async event => {
    event.preventDefault();
    const answer = await fetch(`${link.getAttribute('href')}?part=cards`, { headers: { 'Accept-Language': document.documentElement.lang } });
    if (!answer.ok) { location.href = link.href; return; }
    const exchange = link.closest('.exchange');
    const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.exchange');
    exchange.replaceWith(parsed);
    makeCopyable(parsed);
    parsed.querySelector('.wire-response pre')?.focus();
  });
}

// The table of contents follows the reader: to the section asked for, until they scroll; else to the last that begins in
// the upper quarter of the screen, and on the last screen ever further down, so that none is left out.
const toc = document.querySelector('.toc');
const entries = new Map([...toc?.querySelectorAll('a') ?? []].map(link => [document.getElementById(link.hash.slice(1)), link]));
let asked = null;

function markEntry() {
  const toEnd = document.documentElement.scrollHeight - innerHeight - scrollY;
  const line = Math.max(innerHeight / 4, innerHeight - toEnd);
  const heading = asked ?? [...entries.keys()].findLast(heading => heading.getBoundingClientRect().top <= line);
  const entry = entries.get(heading);
  const marked = toc.querySelector('[aria-current]');
  if (entry === marked) return;
  marked?.removeAttribute('aria-current');
  entry?.setAttribute('aria-current', 'true');
  if (entry) showInside(toc, entry);
}

// Unlike scrollIntoView, moves nothing but the box.
function showInside(box, entry) {
  const [outer, inner] = [box.getBoundingClientRect(), entry.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 2;
  if (inner.left < outer.left || inner.right > outer.right) box.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

// On a narrow screen presets are swiped sideways: to the one that is shown.
for (const preset of document.querySelectorAll('.presets [aria-current]')) showInside(preset.closest('.presets'), preset);

function ask(hash) {
  const target = document.getElementById(hash.slice(1));
  asked = entries.has(target) ? target : null;
  markEntry();
}

if (toc) {
  ask(location.hash);
  addEventListener('hashchange', () => ask(location.hash));
  toc.addEventListener('click', event => { if (event.target.hash) ask(event.target.hash); }); // again, too, where the hash stays
  for (const way of ['wheel', 'touchmove', 'pointerdown', 'keydown']) addEventListener(way, () => { asked = null; }, { passive: true });
  addEventListener('scroll', markEntry, { passive: true });
}
