// The TCP lab: stepping through the segments, and editing the script as a list. Without it, all is shown at once and the
// script is text.

const ladders = [...document.querySelectorAll('.ladder')].map(ladder => [...ladder.querySelectorAll('[data-segment]')]); // one for each width of screen
const messages = ladders[0] ?? [];
const headers = document.querySelector('.segments');
let current = -1; // -1: the whole ladder

function show(index) {
  current = Math.min(Math.max(index, -1), messages.length - 1);
  const now = messages[current];
  for (const ladder of ladders) ladder.forEach((message, at) => {
    message.classList.toggle('now', at === current);
    message.classList.toggle('later', current >= 0 && at > current);
  });
  headers?.classList.toggle('one', current >= 0);
  for (const details of headers?.querySelectorAll('.segment') ?? []) details.open = details.dataset.segment === now?.dataset.segment;
  for (const box of document.querySelectorAll('.machine-state')) {
    box.classList.toggle('now-client', box.dataset.state === now?.dataset.client);
    box.classList.toggle('now-server', box.dataset.state === now?.dataset.server);
  }
  for (const row of document.querySelectorAll('.script-steps [data-step]')) row.classList.toggle('now', row.dataset.step === now?.dataset.step);
}

if (messages.length > 0) {
  for (const button of document.querySelectorAll('[data-move]')) {
    button.hidden = false;
    button.addEventListener('click', () => show(button.dataset.move === '0' ? -1 : current + Number(button.dataset.move)));
  }
  document.querySelector('.ladder-keys').hidden = false;
  for (const ladder of ladders) ladder.forEach((message, index) => message.addEventListener('click', event => { event.preventDefault(); show(index); }));
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!move) return;
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

const steps = () => text.value.split('\n').map(line => line.trim()).filter(Boolean);

function change(lines, focus) {
  text.value = lines.join('\n');
  list();
  rows.querySelectorAll('.script-row')[focus]?.querySelector('input').focus();
}

function row(step, index, all) {
  const { up, down, remove, number } = form.dataset;
  const named = label => `${number.replace('{0}', index + 1)}: ${label}`;
  const element = Object.assign(document.createElement('div'), { className: 'script-row' });
  const input = Object.assign(document.createElement('input'), { value: step, spellcheck: false, autocomplete: 'off' });
  input.setAttribute('aria-label', number.replace('{0}', index + 1));
  input.addEventListener('input', () => { all[index] = input.value.trim(); text.value = all.filter(Boolean).join('\n'); });
  const swap = to => { const lines = [...all]; [lines[index], lines[to]] = [lines[to], lines[index]]; change(lines, to); };
  const moveUp = button(named(up), '↑', () => swap(index - 1));
  const moveDown = button(named(down), '↓', () => swap(index + 1));
  [moveUp.disabled, moveDown.disabled] = [index === 0, index === all.length - 1];
  element.append(input, moveUp, moveDown, button(named(remove), '✕', () => change(all.toSpliced(index, 1), Math.max(0, index - 1))));
  return element;
}

// What is added of a form like "send(client | server, 1…20000)": its first choices and its least numbers.
const firstOf = form => form.split(' | ').length > 1 && !form.includes('(') ? form.split(' | ')[0]
  : form.replace(/ ?\| ?[^,()]+(\([^)]*\))?/g, '').replace(/(\d+)…\d+/g, '$1');

function list() {
  const all = steps();
  const choice = document.createElement('select');
  choice.setAttribute('aria-label', form.dataset.add);
  choice.append(...[...form.querySelector('template').content.children].map(option => new Option(option.textContent, firstOf(option.textContent))));
  const add = Object.assign(document.createElement('div'), { className: 'script-add' });
  const plus = button(form.dataset.add, '+', () => change([...steps(), choice.value], all.length));
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
}
