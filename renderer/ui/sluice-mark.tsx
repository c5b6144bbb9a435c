import { t } from '../text/index.ts'

/** The sign of the app: a gate over water. */
export const SluiceMark = ({ size = 26 }: { size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 26 26"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    role="img"
    aria-label={t('app.name')}
  >
    <path d="M5 3v20M21 3v20M5 6h16" />
    <path d="M9 6v7h8V6" fill="currentColor" fillOpacity=".18" />
    <path d="M5 18c2.7-2 5.3-2 8 0s5.3 2 8 0" />
  </svg>
)
