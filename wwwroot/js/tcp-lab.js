// The TCP lab: stepping through the segments, and editing the script as a list. Without it, all is shown at once and the
// script is text.

const ladders = [...document.querySelectorAll('.ladder')].map(ladder => [...ladder.querySelectorAll('[data-segment]')]); // one for each width of screen
const messages = ladders[0] ?? [];
const see = document.querySelector('.tcp-see');
let current = -1; // -1: the whole ladder

const isShown = element => element.getClientRects().length > 0;

function show(index) {
  current = Math.min(Math.max(index, -1), messages.length - 1);
  const now = messages[current];
  for (const ladder of ladders) ladder.forEach((message, at) => {
    message.classList.toggle('now', at === current);
    message.classList.toggle('later', current >= 0 && at > current);
  });
  see.classList.toggle('stepping', current >= 0);
  for (const details of see.querySelectorAll('.segment')) details.open = details.dataset.segment === now?.dataset.segment;
  for (const box of document.querySelectorAll('.machine-state')) {
    box.classList.toggle('now-client', box.dataset.state === now?.dataset.client);
    box.classList.toggle('now-server', box.dataset.state === now?.dataset.server);
  }
  for (const row of document.querySelectorAll('.script-steps [data-step]')) row.classList.toggle('now', row.dataset.step === now?.dataset.step);
  tell(now);
  // What stands in front of the ladder is as high as its words.
  document.documentElement.style.scrollPaddingTop = now ? `${document.querySelector('.ladder-head').offsetHeight + 8}px` : '';
  ladders.map(ladder => ladder[current]).find(message => message && isShown(message))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

const heading = document.querySelector('.ladder-head h3');
const whole = heading?.textContent;

/** Which step it is in the heading, which segment in the status line: that is read aloud. */
function tell(now) {
  const step = document.querySelector('.script-steps .now code')?.textContent;
  heading.textContent = now ? `${heading.dataset.step.replace('{0}', now.dataset.step)} · ${step}` : whole;
  const labels = ladders.flatMap(ladder => [...ladder[current]?.querySelectorAll('text') ?? []]).filter(isShown);
  document.querySelector('.ladder-status').textContent = now ? `${current + 1} / ${messages.length} · ${labels.map(label => label.textContent).join(' ')}` : '';
}

/** Whether the arrow keys have something else to do where the focus is: move in a field, or scroll sideways. */
function needsArrows(element) {
  if (element.closest('input, textarea, select')) return true;
  for (; element; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)) return true;
  }
  return false;
}

if (messages.length > 0) {
  for (const button of document.querySelectorAll('[data-move]')) {
    button.hidden = false;
    button.addEventListener('click', () => show(button.dataset.move === '0' ? -1 : current + Number(button.dataset.move)));
  }
  document.querySelector('.ladder-keys').hidden = false;
  document.querySelector('#relative').addEventListener('change', () => tell(messages[current]));
  for (const ladder of ladders) ladder.forEach((message, index) => message.addEventListener('click', event => { event.preventDefault(); show(index); }));
  document.addEventListener('keydown', event => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || needsArrows(event.target)) return;
    event.preventDefault();
    show(current + move);
  });
}

// The list form of the editor. The text stays what is sent.
const form = document.querySelector('.script-form');
const text = form?.querySelector('textarea');
const rows = form?.querySelector('.script-rows');

function button(label, sign, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: sign });
  made.setAttribute('aria-label', label);
  made.addEventListener('click', act);
  return made;
}

/** The lines as the server counts them, empty ones among them. */
const lines = () => text.value.trim() ? text.value.trimEnd().split(/[\n;]/).map(line => line.trim()) : [];
const input = index => rows.querySelectorAll('.script-row input')[index];

function change(lines, focus) {
  text.value = lines.join('\n');
  list();
  input(focus)?.focus();
}

function row(step, index, all) {
  const { up, down, remove, number } = form.dataset;
  const named = label => `${number.replace('{0}', index + 1)}: ${label}`;
  const element = Object.assign(document.createElement('div'), { className: 'script-row' });
  const field = Object.assign(document.createElement('input'), { value: step, spellcheck: false, autocomplete: 'off', maxLength: text.maxLength });
  field.setAttribute('aria-label', number.replace('{0}', index + 1));
  field.addEventListener('input', () => { all[index] = field.value.trim(); text.value = all.join('\n'); });
  const swap = to => { const lines = [...all]; [lines[index], lines[to]] = [lines[to], lines[index]]; change(lines, to); };
  const moveUp = button(named(up), '↑', () => swap(index - 1));
  const moveDown = button(named(down), '↓', () => swap(index + 1));
  [moveUp.disabled, moveDown.disabled] = [index === 0, index === all.length - 1];
  element.append(field, moveUp, moveDown, button(named(remove), '✕', () => change(all.toSpliced(index, 1), Math.max(0, index - 1))));
  return element;
}

// What is added of a form like "send(client | server, 1…20000)": its first choices and its least numbers.
const firstOf = form => form.split(' | ').length > 1 && !form.includes('(') ? form.split(' | ')[0]
  : form.replace(/ ?\| ?[^,()]+(\([^)]*\))?/g, '').replace(/(\d+)…\d+/g, '$1');

function list() {
  const all = lines();
  const choice = document.createElement('select');
  choice.setAttribute('aria-label', form.dataset.add);
  choice.append(...[...form.querySelector('template').content.children].map(option => new Option(option.textContent, firstOf(option.textContent))));
  const add = Object.assign(document.createElement('div'), { className: 'script-add' });
  const plus = button(form.dataset.add, '+', () => change([...lines(), choice.value], all.length));
  plus.disabled = all.length >= Number(form.dataset.most);
  add.append(choice, plus);
  rows.replaceChildren(...all.map(row), add);
}

if (form) {
  const asText = document.createElement('details');
  asText.className = 'script-as-text';
  const label = form.querySelector('label');
  asText.append(Object.assign(document.createElement('summary'), { textContent: label.textContent }));
  const area = form.querySelector('.script-text');
  area.before(asText);
  asText.append(area);
  rows.hidden = false;
  text.addEventListener('input', list);
  list();
  if (form.dataset.wrong) mark(input(form.dataset.wrong - 1));

  /** What is wrong gets the focus: a line, or the text as a whole. */
  function mark(field) {
    asText.open = !field;
    field?.setAttribute('aria-invalid', 'true');
    field?.setAttribute('aria-describedby', 'script-error');
    (field ?? text).focus();
  }
}
