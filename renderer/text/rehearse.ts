/** Words of Rehearse. */
export const rehearse = {
  'rehearse.title': 'Does running it twice change anything?',
  'rehearse.about':
    'A rehearsal runs the flow two times in practice, one after the other. If the second run creates or changes nothing, then retries, restarts and repeated files are safe.',
  'rehearse.status': 'A rehearsal is practice: nothing leaves this computer unless a sandbox of your own is signed in',
} as const
