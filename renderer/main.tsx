import './no-eval.ts'
import './ui/screen.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { listenForCommands } from './app-commands.ts'
import { connectStudio } from './client/index.ts'
import { followTheme } from './state/app-store.ts'

followTheme()
listenForCommands()
void connectStudio()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
