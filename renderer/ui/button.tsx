import type { ComponentProps, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { Tooltip } from './tooltip.tsx'

export type ButtonVariant = 'primary' | 'plain' | 'quiet'

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  /** `tight` 28 px, `normal` 32, `large` 36. */
  size?: 'tight' | 'normal' | 'large'
  icon?: IconName
  /** Shown and announced as busy; presses are ignored. */
  busy?: boolean
}

const LOOK: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent border-accent font-strong hover:brightness-110 disabled:brightness-100',
  plain: 'bg-panel text-ink border-edge font-medium hover:bg-sunken',
  quiet: 'bg-transparent text-ink border-transparent font-medium hover:bg-sunken',
}
const SIZE = { tight: 'h-7 px-2.5', normal: 'h-8 px-3', large: 'h-9 px-4' }

/** One accent button per region; the others are plain or quiet. */
export function Button({ variant = 'plain', size = 'normal', icon, busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={busy ? undefined : rest.onClick}
      className={joinClasses(
        'inline-flex items-center justify-center gap-1.5 shrink-0 whitespace-nowrap rounded-control border text-13 select-none',
        'transition-[background-color,filter] duration-(--m-hover) disabled:opacity-55 aria-disabled:opacity-55',
        LOOK[variant],
        SIZE[size],
        className,
      )}
    >
      {icon && <Icon name={icon} size={16} />}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  icon: IconName
  /** Its name: read aloud and shown as a tooltip. */
  label: string
  shortcut?: string
  size?: 28 | 32 | 36
  /** Shown as pressed. */
  pressed?: boolean
  side?: 'top' | 'bottom' | 'left' | 'right'
  badge?: ReactNode
}

export function IconButton({
  icon,
  label,
  shortcut,
  size = 28,
  pressed,
  side,
  className,
  badge,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut ? { shortcut } : {})} {...(side ? { side } : {})}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        style={{ width: size, height: size, ...rest.style }}
        className={joinClasses(
          'relative inline-grid place-items-center shrink-0 rounded-control text-ink hover:bg-sunken disabled:opacity-45 disabled:hover:bg-transparent',
          'transition-[background-color] duration-(--m-hover) aria-pressed:bg-tint-accent aria-pressed:text-accent',
          className,
        )}
      >
        <Icon name={icon} size={size >= 36 ? 20 : 16} />
        {badge}
      </button>
    </Tooltip>
  )
}
