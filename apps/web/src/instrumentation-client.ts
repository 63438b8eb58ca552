// Before any schema is made: zod would try `new Function` once, and our policy would report it. The setting
// is placed where zod looks for it, because importing zod here would put it on every page.
Reflect.set(globalThis, '__zod_globalConfig', { jitless: true })

export {}
