/** Words of the frame: stages, connection, theme, errors. */
export const app = {
  'app.name': 'Sluice',
  'app.title': '{stage} · Sluice',
  'app.stages': 'Stages',
  'app.close': 'Close',
  'app.cancel': 'Cancel',
  'app.loading': 'Opening…',
  'app.needs-flow': '{stage}: open a flow first',
  'app.to-home': 'Go to Home',
  'app.skip': 'Skip to the content',
  'app.lost': 'Reconnecting. What was saved is kept.',

  'stage.home': 'Home',
  'stage.build': 'Build',
  'stage.rehearse': 'Rehearse',
  'stage.launch': 'Launch',
  'stage.operate': 'Operate',

  'theme.title': 'Appearance',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'theme.system': 'Like the system',

  'find.title': 'Find a flow or a verb',
  'find.placeholder': 'A flow, an example, a stage…',
  'find.flows': 'Flows',
  'find.go': 'Go to',
  'find.no-flow': 'Open a flow first',

  'environment.practice': 'Practice',
  'environment.live': 'Live',
  'environment.practice-about': 'Practice: writes go only to practice systems and declared sandbox accounts',
  'environment.live-about': 'Live: writes reach real systems',

  'error.details': 'Details',
  'error.copy': 'Copy',
  'error.copied': 'Copied',
  'error.code': 'Code',
  'error.kind': 'Kind',
  'error.again': 'Try again',
  'error.dismiss': 'Dismiss',

  'ui.choose': 'Choose…',
  'flow.version': 'v{version, number}',
  'flow.unnamed': 'Flow without a name',

  'port.main': 'Continue',
  'port.error': 'Couldn’t deliver',
  'port.duplicate': 'Already seen',
  'port.rejected': 'Failed check',
  'port.low-confidence': 'Needs a person',
} as const
