import { t } from '../../text/index.ts'
import { StageFrame } from '../../ui/index.ts'

export const HomeStage = () => <StageFrame name={t('stage.home')}>{null}</StageFrame>
