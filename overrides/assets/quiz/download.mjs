/** Gives the visitor a file. It is made here, from memory: no request is involved. */

/**
 * @param {string} name
 * @param {string} type its media type
 * @param {BlobPart} content
 */
export function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Long enough for a browser that asks where to put it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
