/** The entry where a quiz stands in an article: its code waits until the reader comes near, as most never do. */

import { start } from './start.mjs';

const NEAR = '100% 0px'; // a window's height ahead, so that the quiz is ready when it is seen

const quizzes = document.querySelectorAll('ip-quiz');

function load() {
  coming.disconnect();
  for (const quiz of quizzes) quiz.removeEventListener('focusin', load);
  void start(() => import('./main.mjs'));
}

const coming = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), {
  rootMargin: NEAR,
});
for (const quiz of quizzes) {
  coming.observe(quiz);
  quiz.addEventListener('focusin', load);
}
