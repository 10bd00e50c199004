/** The entry of the page for two: one engine, one exchange, and what the address carried. */

import { EngineClient } from '../client.mjs';
import { Ledger } from '../ledger.mjs';
import { QuizElement } from '../quiz-element.mjs';
import { ReportElement } from '../report-element.mjs';
import { Store } from '../store.mjs';
import { CompatibilityElement } from './compatibility-element.mjs';
import { isOurs } from './fragment.mjs';

/** Take what the address carries out of it; partials/javascripts/fragment.html did so for the address that the page came with. */
function takeCarried() {
  const page = /** @type {typeof globalThis & { ipCarried?: string }} */ (globalThis);
  const carried = page.ipCarried ?? location.hash;
  delete page.ipCarried;
  if (isOurs(location.hash)) history.replaceState(null, '', location.pathname + location.search);
  return carried;
}

const carried = takeCarried();
customElements.define('ip-report', ReportElement);
customElements.define('ip-quiz', QuizElement);
customElements.define('ip-compatibility', CompatibilityElement);

const embedded = /** @type {HTMLScriptElement} */ (document.getElementById('ip-engine-manifest'));
const base = new URL(embedded.dataset.base ?? '', document.baseURI).href;
const client = new EngineClient(JSON.parse(embedded.text), base);
const exchange = /** @type {CompatibilityElement} */ (document.querySelector('ip-compatibility'));
const ledger = new Ledger((entries) => exchange.showLedger(entries));
exchange.connect(client, ledger, new Store());
exchange.open(carried);
addEventListener('hashchange', () => exchange.open(takeCarried()));
