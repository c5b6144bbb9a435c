import { t } from '../../text/index.ts'
import { StageFrame } from '../../ui/index.ts'

export const LaunchStage = () => <StageFrame name={t('stage.launch')}>{null}</StageFrame>
