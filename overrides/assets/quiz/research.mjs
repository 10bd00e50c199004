/** Giving answers to research: a file that the visitor sees whole, saves, and sends or not. Nothing is sent from here. */

import { download } from './download.mjs';

export class Research {
  #root;
  #ask;
  #text = '';

  /**
   * @param {HTMLDetailsElement} root
   * @param {(fields: object) => Promise<object | null>} ask makes the export, which needs the engine; null if it can't be had
   */
  constructor(root, ask) {
    this.#root = root;
    this.#ask = ask;
    this.#part('locale').textContent = locale();
    root.addEventListener('toggle', () => this.#preview());
    root.addEventListener('change', () => this.#preview());
    this.#part('save').addEventListener('click', () => this.#save());
  }

  /** The answers have changed or are gone: so is the file made of them. */
  clear() {
    this.#root.open = false;
    this.#show('');
  }

  async #preview() {
    if (!this.#root.open) return;
    const age = /** @type {HTMLSelectElement} */ (this.#part('age')).value;
    const tell = /** @type {HTMLInputElement} */ (this.#part('tell-locale')).checked;
    const month = new Date().toLocaleDateString('sv').slice(0, 7);
    const made = await this.#ask({ month, age_band: age, ...(tell ? { locale: locale() } : {}) }).catch(() => null);
    this.#show(made ? `${JSON.stringify(made, null, 2)}\n` : '');
  }

  /** @param {string} text */
  #show(text) {
    this.#text = text;
    this.#part('export').textContent = text;
    /** @type {HTMLButtonElement} */ (this.#part('save')).disabled = !text;
  }

  #save() {
    download(`${JSON.parse(this.#text).instrument}-research.json`, 'application/json', this.#text);
  }

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  #part(name) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(`[data-part="${name}"]`));
  }
}

/** The browser's language, with its country where it names one, as research exports write it; "und" if that is unknown. */
function locale() {
  try {
    const { language, region } = new Intl.Locale(navigator.language);
    return region?.length === 2 ? `${language}-${region}` : language;
  } catch {
    return 'und'; // a browser that follows a system without a language may call it "C", which is no language's tag
  }
}
