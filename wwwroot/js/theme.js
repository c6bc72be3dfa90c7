// Before anything is painted: the theme the reader chose last time, if any. A classic script, so that it blocks.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch { /* storage may be refused; the system's theme stays */ }
