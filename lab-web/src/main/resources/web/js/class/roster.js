// @ts-check
import { t } from '../i18n/index.js';
import { button, h, named } from '../parts.js';
import { transportLabel } from '../words.js';
import { isAway } from './distribution.js';
import { removePupil } from './wall-api.js';

/** Who takes part. The teacher can remove a name. */
export class Roster {
  #names = h('ul', { class: 'roster', 'aria-label': t('classroom.wall.roster') });
  #shown = '';
  element = this.#names;

  /** @param {import('./wall-api.js').Pupil[]} pupils */
  update(pupils) {
    const rows = pupils.map((pupil) => ({ user: pupil.user, transport: pupil.transport, away: isAway(pupil) }));
    const key = JSON.stringify(rows);
    // Drawn anew only if it differs: a button that has the focus stays.
    if (key === this.#shown) {
      return;
    }
    this.#shown = key;
    this.#names.replaceChildren(
      ...rows.map(({ user, transport, away }) =>
        h(
          'li',
          { 'data-transport': transport, class: away ? 'away' : '', title: transportLabel(transport) },
          named(user),
          remover(user),
        ),
      ),
    );
  }
}

/** @param {string} user */
function remover(user) {
  const remove = button('remove', '×', () => void removePupil(user).catch(() => undefined));
  remove.ariaLabel = t('classroom.wall.remove', { user });
  remove.title = remove.ariaLabel;
  return remove;
}
