// The other site's form submits itself, as an attacker's would.
document.querySelector('[data-submits-itself]')?.submit();

// What script in this page can do with each credential: read it, or only use it.
const button = document.querySelector('[data-read-by-script]');
if (button) {
  const words = button.dataset;
  const cell = way => document.querySelector(`[data-script="${way}"]`);
  try { if (words.jwt) localStorage.setItem('lw-lab-jwt', words.jwt); } catch { /* refused */ }
  button.hidden = false;
  // The page says what is known; where it can be tried, the answer waits for the try.
  for (const way of ['Session', 'Jwt']) cell(way).textContent = words.none;
  button.addEventListener('click', async () => {
    const session = document.cookie.split('; ').find(cookie => cookie.startsWith('lw-lab-session='));
    const { user } = await (await fetch(words.account)).json();
    cell('Session').textContent = `${session ? words.read : words.hidden} ${user ? words.used : words.unused}`;
    let token = null;
    try { token = localStorage.getItem('lw-lab-jwt'); } catch { /* refused */ }
    cell('Jwt').textContent = token ? `${words.read} ${token.slice(0, 24)}…` : words.none;
  });
}
