// Choosing an application shows its code, and what stands before its paths; nothing runs, and what was typed stays.
const parts = ['.wsgi-about', '.wsgi-program pre', 'label[for="path"]'];
const choice = document.getElementById('app');
choice.addEventListener('change', async () => {
  const app = choice.value;
  const answer = await fetch(`${location.pathname}?app=${app}`);
  if (!answer.ok || choice.value !== app) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of parts) document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
});
