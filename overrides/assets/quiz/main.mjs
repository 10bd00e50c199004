/** The entry: one engine for the whole page, shared by every quiz on it. */

import { EngineClient } from './client.mjs';
import { Ledger } from './ledger.mjs';
import { QuizElement } from './quiz-element.mjs';
import { ReportElement } from './report-element.mjs';
import { Store } from './store.mjs';

customElements.define('ip-report', ReportElement);
customElements.define('ip-quiz', QuizElement);

const embedded = /** @type {HTMLScriptElement} */ (document.getElementById('ip-engine-manifest'));
const base = new URL(embedded.dataset.base ?? '', document.baseURI).href;
const client = new EngineClient(JSON.parse(embedded.text), base);
const quizzes = /** @type {QuizElement[]} */ ([...document.querySelectorAll('ip-quiz')]);
const ledger = new Ledger((entries) => quizzes.forEach((quiz) => quiz.showLedger(entries)));
const store = new Store();
const articles = JSON.parse(document.getElementById('ip-reading-list')?.textContent ?? '[]');
for (const quiz of quizzes) {
  quiz.connect(client, ledger, store, articles);
  quiz.showLedger(ledger.entries);
}
