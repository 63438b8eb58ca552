import { generateClient } from './generate-client.ts'
import { startTestCluster } from './testing/start-test-cluster.ts'
import { ensureTestTemplate } from './testing/test-template.ts'

/** One cluster and one migrated template for the whole run; the test processes inherit its address. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  generateClient()
  const given = process.env['TEST_CLUSTER_URL']
  if (given !== undefined && given !== '') {
    process.env['TEST_TEMPLATE_DATABASE'] = await ensureTestTemplate(given)
    return undefined
  }
  const cluster = await startTestCluster()
  try {
    process.env['TEST_TEMPLATE_DATABASE'] = await ensureTestTemplate(cluster.superuserUrl)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  process.env['TEST_CLUSTER_URL'] = cluster.superuserUrl
  return async () => {
    delete process.env['TEST_CLUSTER_URL']
    await cluster.stop()
  }
}
