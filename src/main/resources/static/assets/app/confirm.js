// Asks before something is done that cannot be undone.

const dialog = document.getElementById('confirm-dialog');
const yes = document.getElementById('confirm-yes');
const no = document.getElementById('confirm-no');

/** Resolves with true if the user agrees. The safe answer has the focus. */
export function confirmed(title, text, agreement) {
  document.getElementById('confirm-title').textContent = title;
  document.getElementById('confirm-text').textContent = text;
  yes.textContent = agreement;
  dialog.returnValue = '';
  dialog.showModal();
  no.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

yes.addEventListener('click', () => dialog.close('yes'));
no.addEventListener('click', () => dialog.close(''));
