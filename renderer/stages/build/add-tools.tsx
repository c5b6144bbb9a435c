import { CanvasTools } from '../../canvas/index.ts'
import { t } from '../../text/index.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { openPicker, toggle, useOpen } from './build-store.ts'
import { tidyUp } from './editing/tidy-up.ts'

/** Bottom left of the canvas: add a step, tidy, and the panel at the side. */
export function AddTools() {
  const library = useOpen('library')
  return (
    <CanvasTools label={t('build.tools')}>
      <IconButton
        icon={library ? 'left' : 'right'}
        label={t(library ? 'library.close' : 'library.open')}
        pressed={library}
        side="top"
        onClick={() => toggle('library')}
      />
      <Button
        variant="quiet"
        size="tight"
        icon="plus"
        title={t('build.add-key')}
        onClick={() => openPicker({ kind: 'add' })}
      >
        {t('build.add')}
      </Button>
      <IconButton icon="build" label={t('build.tidy')} shortcut="Shift T" side="top" onClick={tidyUp} />
    </CanvasTools>
  )
}
