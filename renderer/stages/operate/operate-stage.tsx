import { t } from '../../text/index.ts'
import { StageFrame } from '../../ui/index.ts'

export const OperateStage = () => <StageFrame name={t('stage.operate')}>{null}</StageFrame>
