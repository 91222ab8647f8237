// Links from before reports had pages lead to the front page with an anchor of the whole report.
const anchor = decodeURIComponent(location.hash.slice(1));
const whole = document.querySelector("[data-whole]");

if (anchor && whole && !document.getElementById(anchor)) {
  location.replace(`${whole.href}${location.hash}`);
}
