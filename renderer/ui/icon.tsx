/** Drawings by name, so that no other file imports an icon package. 20 px regular; `filled` for what is active. */

import { ArrowCounterClockwise } from '@phosphor-icons/react/dist/icons/ArrowCounterClockwise'
import { ArrowRight } from '@phosphor-icons/react/dist/icons/ArrowRight'
import { ArrowsClockwise } from '@phosphor-icons/react/dist/icons/ArrowsClockwise'
import { ArrowsIn } from '@phosphor-icons/react/dist/icons/ArrowsIn'
import { ArrowsMerge } from '@phosphor-icons/react/dist/icons/ArrowsMerge'
import { ArrowsSplit } from '@phosphor-icons/react/dist/icons/ArrowsSplit'
import { Binoculars } from '@phosphor-icons/react/dist/icons/Binoculars'
import { Broadcast } from '@phosphor-icons/react/dist/icons/Broadcast'
import { CardsThree } from '@phosphor-icons/react/dist/icons/CardsThree'
import { CaretDown } from '@phosphor-icons/react/dist/icons/CaretDown'
import { CaretLeft } from '@phosphor-icons/react/dist/icons/CaretLeft'
import { CaretRight } from '@phosphor-icons/react/dist/icons/CaretRight'
import { CaretUp } from '@phosphor-icons/react/dist/icons/CaretUp'
import { CaretUpDown } from '@phosphor-icons/react/dist/icons/CaretUpDown'
import { Check } from '@phosphor-icons/react/dist/icons/Check'
import { Clock } from '@phosphor-icons/react/dist/icons/Clock'
import { Columns } from '@phosphor-icons/react/dist/icons/Columns'
import { Copy } from '@phosphor-icons/react/dist/icons/Copy'
import { CornersOut } from '@phosphor-icons/react/dist/icons/CornersOut'
import { Desktop } from '@phosphor-icons/react/dist/icons/Desktop'
import { DotsThree } from '@phosphor-icons/react/dist/icons/DotsThree'
import { Drop } from '@phosphor-icons/react/dist/icons/Drop'
import { File } from '@phosphor-icons/react/dist/icons/File'
import { FileCsv } from '@phosphor-icons/react/dist/icons/FileCsv'
import { FlagCheckered } from '@phosphor-icons/react/dist/icons/FlagCheckered'
import { Flask } from '@phosphor-icons/react/dist/icons/Flask'
import { FloppyDisk } from '@phosphor-icons/react/dist/icons/FloppyDisk'
import { FlowArrow } from '@phosphor-icons/react/dist/icons/FlowArrow'
import { FolderOpen } from '@phosphor-icons/react/dist/icons/FolderOpen'
import { FunctionIcon } from '@phosphor-icons/react/dist/icons/Function'
import { Funnel } from '@phosphor-icons/react/dist/icons/Funnel'
import { Gauge } from '@phosphor-icons/react/dist/icons/Gauge'
import { Globe } from '@phosphor-icons/react/dist/icons/Globe'
import { HandTap } from '@phosphor-icons/react/dist/icons/HandTap'
import { HardDrives } from '@phosphor-icons/react/dist/icons/HardDrives'
import { House } from '@phosphor-icons/react/dist/icons/House'
import { Info } from '@phosphor-icons/react/dist/icons/Info'
import { Key } from '@phosphor-icons/react/dist/icons/Key'
import { Keyboard } from '@phosphor-icons/react/dist/icons/Keyboard'
import { Lock } from '@phosphor-icons/react/dist/icons/Lock'
import { MagnifyingGlass } from '@phosphor-icons/react/dist/icons/MagnifyingGlass'
import { Minus } from '@phosphor-icons/react/dist/icons/Minus'
import { Moon } from '@phosphor-icons/react/dist/icons/Moon'
import { PaperPlaneTilt } from '@phosphor-icons/react/dist/icons/PaperPlaneTilt'
import { Pause } from '@phosphor-icons/react/dist/icons/Pause'
import { PencilSimple } from '@phosphor-icons/react/dist/icons/PencilSimple'
import { Play } from '@phosphor-icons/react/dist/icons/Play'
import { Plugs } from '@phosphor-icons/react/dist/icons/Plugs'
import { Plus } from '@phosphor-icons/react/dist/icons/Plus'
import { Pulse } from '@phosphor-icons/react/dist/icons/Pulse'
import { Repeat } from '@phosphor-icons/react/dist/icons/Repeat'
import { ShareNetwork } from '@phosphor-icons/react/dist/icons/ShareNetwork'
import { ShieldCheck } from '@phosphor-icons/react/dist/icons/ShieldCheck'
import { Signpost } from '@phosphor-icons/react/dist/icons/Signpost'
import { SkipBack } from '@phosphor-icons/react/dist/icons/SkipBack'
import { SkipForward } from '@phosphor-icons/react/dist/icons/SkipForward'
import { SortAscending } from '@phosphor-icons/react/dist/icons/SortAscending'
import { Sparkle } from '@phosphor-icons/react/dist/icons/Sparkle'
import { Stack } from '@phosphor-icons/react/dist/icons/Stack'
import { Stop } from '@phosphor-icons/react/dist/icons/Stop'
import { Sun } from '@phosphor-icons/react/dist/icons/Sun'
import { Swap } from '@phosphor-icons/react/dist/icons/Swap'
import { Timer } from '@phosphor-icons/react/dist/icons/Timer'
import { Trash } from '@phosphor-icons/react/dist/icons/Trash'
import { Tray } from '@phosphor-icons/react/dist/icons/Tray'
import { TreeStructure } from '@phosphor-icons/react/dist/icons/TreeStructure'
import { UploadSimple } from '@phosphor-icons/react/dist/icons/UploadSimple'
import { User } from '@phosphor-icons/react/dist/icons/User'
import { UserPlus } from '@phosphor-icons/react/dist/icons/UserPlus'
import { Warning } from '@phosphor-icons/react/dist/icons/Warning'
import { WebhooksLogo } from '@phosphor-icons/react/dist/icons/WebhooksLogo'
import { X } from '@phosphor-icons/react/dist/icons/X'

const ICONS = {
  // steps, as declared by their kinds
  file: FileCsv,
  webhook: WebhooksLogo,
  drop: Drop,
  shield: ShieldCheck,
  copy: Copy,
  upsert: UserPlus,
  end: FlagCheckered,
  map: Swap,
  filter: Funnel,
  look: Binoculars,
  poll: ArrowsClockwise,
  folder: FolderOpen,
  events: Broadcast,
  manual: HandTap,
  flow: FlowArrow,
  pick: Columns,
  split: ArrowsSplit,
  group: Stack,
  formula: FunctionIcon,
  order: SortAscending,
  route: Signpost,
  limit: Gauge,
  pace: Timer,
  person: User,
  each: CardsThree,
  join: ArrowsMerge,
  ways: ShareNetwork,
  model: Sparkle,
  // stages
  home: House,
  build: TreeStructure,
  rehearse: Repeat,
  launch: PaperPlaneTilt,
  operate: Pulse,
  // the rest
  back: SkipBack,
  check: Check,
  clock: Clock,
  close: X,
  dark: Moon,
  document: File,
  down: CaretDown,
  fit: CornersOut,
  flask: Flask,
  fold: ArrowsIn,
  globe: Globe,
  hold: Tray,
  info: Info,
  key: Key,
  keyboard: Keyboard,
  left: CaretLeft,
  light: Sun,
  lock: Lock,
  minus: Minus,
  more: DotsThree,
  next: SkipForward,
  pause: Pause,
  pencil: PencilSimple,
  play: Play,
  plugs: Plugs,
  plus: Plus,
  redo: ArrowCounterClockwise,
  remove: Trash,
  right: CaretRight,
  save: FloppyDisk,
  search: MagnifyingGlass,
  server: HardDrives,
  stop: Stop,
  system: Desktop,
  to: ArrowRight,
  twice: Repeat,
  undo: ArrowCounterClockwise,
  up: CaretUp,
  upload: UploadSimple,
  updown: CaretUpDown,
  warning: Warning,
} as const

export type IconName = keyof typeof ICONS

export interface IconProps {
  name: IconName
  /** Pixels; 18 unless told. */
  size?: number
  filled?: boolean
  className?: string
}

/** Decoration: it has no name of its own; the text or the button beside it speaks. */
export function Icon({ name, size = 18, filled = false, className }: IconProps) {
  const Drawing = ICONS[name]
  const flip = name === 'redo' ? { mirrored: true } : {}
  return (
    <Drawing
      size={size}
      weight={filled ? 'fill' : 'regular'}
      aria-hidden="true"
      {...flip}
      className={className ? `shrink-0 ${className}` : 'shrink-0'}
    />
  )
}
