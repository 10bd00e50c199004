/** Where this site is on its host, and what its names for what it keeps there begin with: two sites of one host share nothing. */

/** The site's first page, which may be in a folder of its host. */
export const SITE = new URL('../../', import.meta.url);

const OWN = SITE.pathname === '/' ? 'ip' : `ip:${SITE.pathname}`;

/** What names in localStorage begin with. */
export const STORED = `${OWN}.`;

/** What names of caches begin with. The service worker, which imports nothing, makes the same one. */
export const CACHED = `${OWN}-`;
