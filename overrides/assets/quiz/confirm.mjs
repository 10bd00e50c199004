/** Asking before anything is removed for good. */

/**
 * @param {Element} root the element whose own dialog asks: partials/confirm.html
 * @param {string} question
 * @returns {Promise<boolean>} whether the visitor wants it removed; false too where the dialog is left by Escape
 */
export function isConfirmed(root, question) {
  const dialog = /** @type {HTMLDialogElement} */ (root.querySelector(':scope > [data-part=confirm]'));
  const text = /** @type {HTMLElement} */ (dialog.querySelector('[data-part=confirm-text]'));
  text.textContent = question;
  dialog.returnValue = '';
  dialog.onclick = ({ target }) => {
    if (target instanceof HTMLButtonElement) dialog.close(target.dataset.close);
  };
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === 'remove');
  });
}
