import { t } from '../../text/index.ts'
import { StageFrame } from '../../ui/index.ts'

export const RehearseStage = () => <StageFrame name={t('stage.rehearse')}>{null}</StageFrame>
