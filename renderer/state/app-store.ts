/** Where the person is and how the window looks. Kept in this browser or window, never in a flow. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const STAGES = ['home', 'build', 'rehearse', 'launch', 'operate'] as const
export type StageName = (typeof STAGES)[number]
export type Theme = 'light' | 'dark' | 'system'

export interface AppState {
  stage: StageName
  /** The open flow; absent before the first one was opened. */
  flowId?: string
  theme: Theme
  /** Sizes and folds of panels, by a name the panel chooses. */
  panels: Record<string, number | boolean>
  /** The command palette is open. */
  palette: boolean
  goTo(stage: StageName): void
  openFlow(id: string, stage?: StageName): void
  closeFlow(): void
  setTheme(theme: Theme): void
  setPanel(key: string, value: number | boolean): void
  showPalette(open: boolean): void
}

export const useApp = create<AppState>()(
  persist(
    (set) => ({
      stage: 'home',
      theme: 'system',
      panels: {},
      palette: false,
      goTo: (stage) => set((state) => (stage === 'home' || state.flowId ? { stage } : {})),
      openFlow: (flowId, stage = 'build') => set({ flowId, stage }),
      closeFlow: () => set(({ flowId: _flowId, ...rest }) => ({ ...rest, stage: 'home' }), true),
      setTheme: (theme) => set({ theme }),
      setPanel: (key, value) => set((state) => ({ panels: { ...state.panels, [key]: value } })),
      showPalette: (palette) => set({ palette }),
    }),
    {
      name: 'sluice.window',
      version: 1,
      partialize: ({ stage, flowId, theme, panels }) => ({ stage, theme, panels, ...(flowId ? { flowId } : {}) }),
    },
  ),
)

/** Sets the theme on the document now and whenever the choice or the system's preference changes. */
export function followTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const show = () => {
    const { theme } = useApp.getState()
    document.documentElement.dataset.theme = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme
  }
  show()
  system.addEventListener('change', show)
  useApp.subscribe(show)
}
