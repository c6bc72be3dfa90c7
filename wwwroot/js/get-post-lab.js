// What forms cannot send, sent by fetch; the answer stands beside its button.
const area = document.querySelector('.methods');
for (const button of area?.querySelectorAll('[data-method]') ?? []) {
  button.disabled = false;
  button.addEventListener('click', async () => {
    const output = button.closest('tr').querySelector('output');
    const { method, body, query, size } = button.dataset;
    const url = size ? area.dataset.post : `${area.dataset.url}${query ? '?' + 'a'.repeat(Number(query)) : ''}`;
    try {
      const answer = await fetch(url, { method, body: size ? 'a'.repeat(Number(size)) : body, headers: size ? { 'Content-Type': 'text/plain' } : {} });
      const allow = method === 'OPTIONS' ? ` · Allow: ${answer.headers.get('Allow')}` : '';
      output.textContent = `${answer.status} ${answer.statusText}${allow}`;
    } catch (error) {
      output.textContent = String(error);
    }
  });
}
