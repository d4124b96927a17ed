import type { JournalChange } from '../../store/journal.ts';
import type { Person } from '../person.ts';
import { changeShownTo } from './change-shown-to.ts';
import type { LiveNews } from './live-feed.ts';

/** Browsers come back so soon after a stream broke. */
export const openingText = 'retry: 1000\n\n';

/** News as the lines of a stream of server-sent events. JSON text has no line ends. */
export function newsText(person: Person, news: LiveNews): string {
  switch (news.kind) {
    case 'changes':
      return changesText(person, news.changes);
    case 'started':
      return placeText(news.changeId);
    case 'reset':
      return `id: ${news.changeId}\nevent: reset\ndata: {}\n\n`;
    case 'quiet':
      return signOfLife;
    case 'left':
      return '';
  }
}

/** Events and no comments: a page has to see that its connection still lives, and browsers keep comments to themselves. */
const signOfLife = 'event: place\ndata: {}\n\n';
const placeText = (changeId: number): string => `id: ${changeId}\n${signOfLife}`;

/** Ends at the last change, shown or not, so that nobody who resumes is led through all that is not shown again. */
function changesText(person: Person, changes: readonly JournalChange[]): string {
  const texts = changes.map((change) => textFor(person, change));
  const last = changes.at(-1);
  return texts.join('') + (last !== undefined && texts.at(-1) === '' ? placeText(last.changeId) : '');
}

/** The same for every owner: made once however many listen. */
const ownersTexts = new WeakMap<JournalChange, string>();

function textFor(person: Person, change: JournalChange): string {
  const made = person.role === 'owner' ? ownersTexts.get(change) : undefined;
  if (made !== undefined) return made;
  const shown = changeShownTo(person, change);
  if (shown === null) return '';
  const text = `id: ${change.changeId}\nevent: ${change.kind}\ndata: ${JSON.stringify(shown)}\n\n`;
  if (person.role === 'owner') ownersTexts.set(change, text);
  return text;
}
