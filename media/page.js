// The only script of a page: tells the extension which button was pressed, by what the button names.
(() => {
  const editor = acquireVsCodeApi();
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button) editor.postMessage({ ...button.dataset });
  });
})();
