// Reloads this page when the site has been rebuilt. Written by the preview alone; no published page has it.
const { epoch } = document.currentScript.dataset;
let sealed = false;
// A sealed page may ask nothing of the network, the preview included.
document.addEventListener('ip:sealed', () => {
  sealed = true;
});
(async () => {
  while (!sealed) {
    try {
      const newest = await (await fetch(`/livereload/${epoch}/${Date.now()}`)).text();
      if (Number(newest) > Number(epoch)) return location.reload();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})();
