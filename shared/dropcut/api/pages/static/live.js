// Follows a job while the page is looked at: a hidden tab holds no connection open.

const LATER_MS = 5000;

export const follow = (place, told, gone) => {
  let stream = null;
  const close = () => { stream?.close(); stream = null; };
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`${place}/events`);
    stream.addEventListener('job', (event) => told(JSON.parse(event.data)));
    stream.addEventListener('gone', () => { close(); gone(); });
    stream.addEventListener('error', () => {
      if (stream?.readyState === EventSource.CLOSED) { close(); setTimeout(open, LATER_MS); }
    });
  };
  document.addEventListener('visibilitychange', () => { if (document.hidden) close(); else open(); });
  open();
  return close;
};
