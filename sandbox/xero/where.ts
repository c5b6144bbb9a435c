// The `where` filter, as far as it is needed here: comparisons of equality, joined by AND and OR (AND binds more tightly).
import { badQuery } from './answers.ts'

type Test = (value: (path: string) => unknown) => boolean

const CLAUSE =
  /^\s*([A-Za-z]+(?:\.[A-Za-z]+)*)\s*(==|=|!=)\s*(?:"([^"]*)"|guid\("([^"]*)"\)|(true|false|-?\d+(?:\.\d+)?))\s*(AND|OR|&&|\|\||$)/i

/** @throws Refused */
export function readWhere(text: string): Test {
  const any: Test[][] = [[]]
  for (let rest = text; rest !== ''; ) {
    const match = CLAUSE.exec(rest)
    if (!match) throw badQuery(`No property or field could be read in "${rest.slice(0, 40)}"`)
    const [all, path = '', operator, quoted, guid, plain, joint = ''] = match
    const wanted = quoted ?? guid ?? plain ?? ''
    any.at(-1)?.push((value) => (String(value(path) ?? '') === wanted) === (operator !== '!='))
    if (joint.toUpperCase() === 'OR' || joint === '||') any.push([])
    rest = rest.slice(all.length)
  }
  return (value) => any.some((every) => every.every((test) => test(value)))
}
