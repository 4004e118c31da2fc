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
  const namedParts = () => [...main.querySelectorAll('[id], [data-send]')];
  const part = (id) => document.getElementById(id);
  const placeOf = (element) => {
    const name = nameOf(element);
    return name && { name, inCard: element.closest('#card') !== null };
  };

  /** Where the focus belongs while the page has not got it. Taken before, it would be missing in the tree. */
  let owed;
  let givingFocus = false;
  function giveFocus() {
    const element = namedParts().find((named) => nameOf(named) === owed?.name);
    owed = undefined;
    givingFocus = true;
    // What a step of a question leads to may be out of sight; anything else is where it was.
    element?.focus({ preventScroll: element !== part('answer') && element !== part('card') });
    givingFocus = false;
  }

  // When the focus goes elsewhere in the workbench, also for a moment to open a topic, the browser first takes it
  // from the element and then from the page, and does not bring it back to the element.
  let left;
  document.addEventListener('focusout', ({ target }) => {
    left = placeOf(target);
    setTimeout(() => {
      left = undefined;
    });
  });
  window.addEventListener('blur', () => {
    owed = left ?? placeOf(document.activeElement);
  });
  window.addEventListener('focus', giveFocus);

  /** Where the focus goes when the page has been drawn anew. It must not fall back to the top of the page. */
  function placeAfter(last, isSamePage) {
    if (isSamePage && namedParts().some((element) => nameOf(element) === last.name)) return last;
    return placeOf(isSamePage && last.inCard ? (part('answer') ?? part('card')) : part('title'));
  }

  window.addEventListener('message', ({ data }) => {
    if (typeof data?.body !== 'string') return;
    const last = owed ?? placeOf(document.activeElement);
    const isSamePage = show(data);
    owed = last && placeAfter(last, isSamePage);
    if (document.hasFocus()) giveFocus();
  });

  /** Shows what the extension sent; tells whether it is the same page as before. */
  function show(data) {
    const unfolded = new Map([...main.querySelectorAll('details')].map(({ id, open }) => [id, open]));
    const samePage = JSON.stringify(data.state) === main.dataset.state;
    main.dataset.state = JSON.stringify(data.state);
    editor.setState(data.state);
    main.innerHTML = data.body;
    document.title = data.title;
    document.dispatchEvent(new CustomEvent('drawn'));
    if (!samePage) {
      window.scrollTo(0, 0);
      return false;
    }
    for (const details of main.querySelectorAll('details')) {
      details.open = unfolded.get(details.id) ?? details.open;
    }
    return true;
  }

  globalThis.mlRoadmap = {
    send: (message) => editor.postMessage(message),
    /** Whether the focus comes back to where it was, and not because the learner went there. */
    isGivingFocus: () => givingFocus,
  };
  editor.postMessage({ kind: 'ready' });
})();
