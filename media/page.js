// What every page does: tells the extension what was used, by the message that the element carries, and shows
// what the extension sends, without losing the place, the focus or what is unfolded.
(() => {
  const editor = acquireVsCodeApi();
  const main = document.querySelector('main');
  editor.setState(JSON.parse(main.dataset.state));

  const send = (element, more) => editor.postMessage({ ...JSON.parse(element.dataset.send), ...more });

  document.addEventListener('click', (event) => {
    const element = event.target.closest?.('[data-send]');
    if (element && !(element instanceof HTMLInputElement)) send(element);
  });
  document.addEventListener('change', (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.dataset.send) send(input, { checked: input.checked });
  });

  /** What tells an element again after the page was drawn anew. */
  const nameOf = (element) => element?.id || element?.dataset?.send;

  window.addEventListener('message', ({ data }) => {
    if (typeof data?.body !== 'string') return;
    const focused = nameOf(document.activeElement);
    const unfolded = new Map([...main.querySelectorAll('details')].map(({ id, open }) => [id, open]));
    const samePage = JSON.stringify(data.state) === main.dataset.state;
    main.dataset.state = JSON.stringify(data.state);
    editor.setState(data.state);
    main.innerHTML = data.body;
    document.title = data.title;
    document.dispatchEvent(new CustomEvent('drawn'));
    if (!samePage) {
      window.scrollTo(0, 0);
      return;
    }
    for (const details of main.querySelectorAll('details')) {
      details.open = unfolded.get(details.id) ?? details.open;
    }
    if (!focused) return;
    const again = [...main.querySelectorAll('[id], [data-send]')].find(
      (element) => nameOf(element) === focused,
    );
    again?.focus({ preventScroll: true });
  });

  globalThis.mlRoadmap = { send: (message) => editor.postMessage(message) };
  editor.postMessage({ kind: 'ready' });
})();
