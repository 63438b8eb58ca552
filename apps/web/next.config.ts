import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const config: NextConfig = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // Types are checked by `npm run verify`; checking twice would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  // Images come from signed addresses in their final size.
  images: { unoptimized: true },
  transpilePackages: [
    '@aetherflow/api',
    '@aetherflow/crypto',
    '@aetherflow/db',
    '@aetherflow/integrations',
    '@aetherflow/ledger',
    '@aetherflow/ui',
  ],
  serverExternalPackages: [
    'pg',
    'pino',
    '@node-rs/argon2',
    'sharp',
    'nodemailer',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  devIndicators: false,
}

export default createNextIntlPlugin('./src/i18n/request.ts')(config)
