/** Words of the drift watch: what became different in connected systems. */
export const drift = {
  'drift.title': '{system} as it is now',
  'drift.label': '{system} compared with what was learned of it',
  'drift.systems': 'Connected systems',
  'drift.systems-about': 'Compared with what was learned of them, in practice',
  'drift.state-unseen': 'Not looked at yet. The first look learns its fields; later ones tell what changed.',
  'drift.state-learned': 'Learned {learned}. Changes from now on are told.',
  'drift.state-same': 'As it was learned {learned}. Looked at {checked}.',
  'drift.state-drifted':
    '{count, plural, one {# change} other {# changes}} since it was learned {learned}. Looked at {checked}.',
  'drift.state-unwatched':
    '{system} offers no way to look at its fields. What changes there shows in runs, with its reason.',
  'drift.state-unreachable': '{system} could not be looked at.',
  'drift.check': 'Check now',
  'drift.accept': 'Accept as it is now',
  'drift.no-step': 'No step of this flow uses it.',
  'drift.steps': 'Steps that it touches',
  'drift.show-step': 'Show “{step}”',
} as const
