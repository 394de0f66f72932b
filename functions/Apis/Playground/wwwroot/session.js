// The user's API key, kept for this tab.

import { Api, ApiError, describe } from './api.js';

const STORED = 'segfunctions-key';

/** @param {string} id */
const element = id => /** @type {HTMLElement} */ (document.getElementById(id));

/** @returns {Promise<string | undefined>} The key that a server on this machine hands its own page. */
async function askForLocalKey() {
  try {
    const answer = await fetch('/play/key');
    return answer.ok ? (await answer.json()).key : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<string | undefined>} The key that was entered in this tab, or the one that needs no asking. */
export const findKey = async () => sessionStorage.getItem(STORED) ?? askForLocalKey();

/**
 * @param {string} key
 * @returns {Promise<Api>} After the server has accepted the key.
 */
async function open(key) {
  const api = new Api(key);
  const { name } = await api.send('GET', '/v1/account');
  element('account').textContent = `Account ${name}`;
  return api;
}

/** @returns {Promise<Api>} Asks the user for a key until the server accepts one. */
export async function signIn() {
  const stored = await findKey();
  if (stored) {
    try {
      return await open(stored);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) {
        throw error;
      }

      sessionStorage.removeItem(STORED);
    }
  }

  return askForKey();
}

/** @returns {Promise<Api>} */
function askForKey() {
  const dialog = /** @type {HTMLDialogElement} */ (element('sign-in'));
  const key = /** @type {HTMLInputElement} */ (element('key'));
  dialog.addEventListener('cancel', event => event.preventDefault());
  dialog.showModal();
  return new Promise(resolve => {
    element('sign-in-form').addEventListener('submit', async event => {
      event.preventDefault();
      try {
        const api = await open(key.value.trim());
        sessionStorage.setItem(STORED, api.key);
        key.value = '';
        dialog.close();
        const signOut = element('sign-out');
        signOut.hidden = false;
        resolve(api);
      } catch (error) {
        element('sign-in-error').textContent = describe(error);
      }
    });
  });
}

export function forget() {
  sessionStorage.removeItem(STORED);
  location.reload();
}

/** Whether a key was entered in this tab. */
export const isRemembered = () => sessionStorage.getItem(STORED) !== null;
