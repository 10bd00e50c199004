/** A reminder as a calendar's file, RFC 5545: a whole day, with the address of a page, and nothing of what anybody answered. */

const LONGEST = 73; // bytes of a line, of the 75 that it may have

/**
 * @param {object} wanted
 * @param {string} wanted.day YYYY-MM-DD
 * @param {string} wanted.title
 * @param {string} wanted.address that the reminder leads to
 * @param {string} wanted.id no other reminder's
 * @param {Date} wanted.made
 * @returns {string}
 */
export function reminder({ day, title, address, id, made }) {
  const date = day.replaceAll('-', '');
  const next = new Date(`${day}T00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Quizzes//Reminder//EN',
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${stamp(made)}`,
    `DTSTART;VALUE=DATE:${date}`,
    `DTEND;VALUE=DATE:${next.toISOString().slice(0, 10).replaceAll('-', '')}`,
    `SUMMARY:${escaped(title)}`,
    `URL:${address}`,
    `DESCRIPTION:${escaped(address)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/**
 * @param {Date} from
 * @param {number} months
 * @returns {string} the same day some months later, YYYY-MM-DD, or the last of its month where it has no such day
 */
export function monthsLater(from, months) {
  const day = new Date(Date.UTC(from.getFullYear(), from.getMonth() + months, 1));
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(from.getDate(), last));
  return day.toISOString().slice(0, 10);
}

/** @param {Date} moment */
function stamp(moment) {
  return moment.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

/** @param {string} line */
function folded(line) {
  const parts = [''];
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > LONGEST) {
      parts.push('');
      bytes = 0;
    }
    parts[parts.length - 1] += character;
    bytes += size;
  }
  return parts.join('\r\n ');
}
