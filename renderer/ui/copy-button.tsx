import { useState } from 'react'
import { t } from '../text/index.ts'
import { IconButton } from './button.tsx'

/** Copies a text and says that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        label={copied ? t('error.copied') : label}
        onClick={() => void copy()}
        onBlur={() => setCopied(false)}
      />
      <span role="status" className="sr-only">
        {copied && t('error.copied')}
      </span>
    </>
  )
}
