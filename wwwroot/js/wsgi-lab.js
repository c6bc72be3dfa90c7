// The application that is chosen is the one whose code is shown, and what stands before its paths; nothing runs, and what was
// typed stays.
const parts = ['.wsgi-about', '.wsgi-program pre', 'label[for="path"]'];
const choice = document.getElementById('app');
let shown = choice.querySelector('[selected]').value;

async function show() {
  const app = choice.value;
  if (app === shown) return;
  const answer = await fetch(`${location.pathname}?app=${app}`);
  if (!answer.ok || choice.value !== app) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of parts) document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  shown = app;
}

choice.addEventListener('change', show);
addEventListener('pageshow', show); // going back, a browser puts in again what was chosen
