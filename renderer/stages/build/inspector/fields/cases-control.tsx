import { t } from '../../../../text/index.ts'
import type { ControlProps } from '../form.ts'
import { CaseList } from './case-list.tsx'
import { ConditionRows } from './condition-rows.tsx'
import { conditionsJson, conditionsOf, NEW_CONDITION } from './conditions.ts'

/** Cases in order, each with its name and its conditions. */
export function CasesControl(props: ControlProps<'cases'>) {
  return (
    <CaseList
      {...props}
      fresh={{ when: conditionsJson({ all: true, list: [NEW_CONDITION] }) }}
      add={t('cases.add')}
      inside={(one, change, name) => (
        <ConditionRows
          form={props.form}
          label={name}
          conditions={conditionsOf(one.rest.when)}
          onChange={(next, options) => change(conditionsJson(next), options)}
        />
      )}
    />
  )
}

/** Named exits, without conditions. */
export const WaysControl = (props: ControlProps<'ways'>) => <CaseList {...props} fresh={{}} add={t('ways.add')} />
