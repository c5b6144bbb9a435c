/** Bits of a table: a sunken head that stays, rows with hairlines. */
import type { ComponentProps } from 'react'
import { joinClasses } from './join-classes.ts'

export const Table = ({ className, ...rest }: ComponentProps<'table'>) => (
  <table {...rest} className={joinClasses('w-full border-collapse text-13', className)} />
)

export const HeadCell = ({ className, ...rest }: ComponentProps<'th'>) => (
  <th
    scope="col"
    {...rest}
    className={joinClasses(
      'sticky top-0 z-1 bg-sunken px-3 py-1 text-left text-12 font-medium whitespace-nowrap text-muted',
      className,
    )}
  />
)

export const Cell = ({ className, ...rest }: ComponentProps<'td'>) => (
  <td {...rest} className={joinClasses('border-t border-hairline px-3 py-1.5 align-top', className)} />
)
