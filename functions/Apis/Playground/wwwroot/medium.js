// What the user has opened, a picture or a clip, as the server knows it.

/** @import { Api } from './api.js' */

export class Medium {
  /** @type {string | undefined} */
  lastJob;

  /** @type {Promise<string> | undefined} */
  #upload;

  /**
   * @param {Blob} file
   * @param {string} name
   */
  constructor(file, name) {
    this.file = file;
    this.name = name;
  }

  /**
   * Begins the upload before the first prompt, so that the first answer comes sooner.
   * @param {Api} api
   * @returns {Promise<string>} The task id.
   */
  upload(api) {
    this.#upload ??= api.upload(this.file).catch(error => {
      this.#upload = undefined;
      throw error;
    });
    return this.#upload;
  }
}
