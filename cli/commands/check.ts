/** `sluice check`: everything that is wrong with a flow, what blocks it first. */
import { CONNECTORS } from '#connectors'
import { checkFlow, type Problem, type Severity } from '#engine'
import { chooseFlow, readFlowFile } from '../choose-flow.ts'
import { problemDocument, sentencesOf } from '../tell-error.ts'
import { count, say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

const HEADINGS: Readonly<Record<Severity, string>> = {
  blocks: 'Blocks the flow',
  warns: 'Worth a look',
  tip: 'Tips',
}

/** 1 when something blocks the flow. */
export async function check(name: string, options: { data?: string; json?: boolean }): Promise<number> {
  const { title, problems } = await inspect(name, options)
  const blocking = problems.filter(({ severity }) => severity === 'blocks').length
  if (options.json) sayJson({ flow: title, blocking, problems: problems.map(problemDocument) })
  else say(textOf(title, problems))
  return blocking > 0 ? 1 : 0
}

/** A flow file is checked without opening a data folder. */
async function inspect(name: string, options: { data?: string }): Promise<{ title: string; problems: Problem[] }> {
  const file = readFlowFile(name)
  if (file && 'problems' in file) return { title: name, problems: file.problems }
  const flow = file?.flow ?? (await withContext(options, async (context) => (await chooseFlow(context, name)).flow))
  return { title: flow.name, problems: checkFlow(flow, { connectors: CONNECTORS }) }
}

function textOf(title: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return `${title}: nothing is wrong with it.`
  const groups = (Object.keys(HEADINGS) as Severity[]).flatMap((severity) => {
    const found = problems.filter((problem) => problem.severity === severity)
    if (found.length === 0) return []
    const told = found.map(({ code, values }) => indented(sentencesOf(code, values)))
    return `${HEADINGS[severity]} (${count(found.length)}):\n\n${told.join('\n\n')}`
  })
  return [title, ...groups].join('\n\n')
}

const indented = (text: string): string => text.replace(/^/gm, '  ')
