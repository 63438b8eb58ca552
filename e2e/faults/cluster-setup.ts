import { generateClient } from '@aetherflow/db/generate-client'
import { startTestCluster } from '@aetherflow/db/testing/start-test-cluster'
import { ensureTestTemplate } from '@aetherflow/db/testing/test-template'

/** A cluster with the product's settings, because its server is killed: nothing committed may be lost. */
export default async function setup(): Promise<() => Promise<void>> {
  generateClient()
  const cluster = await startTestCluster({})
  process.env['TEST_CLUSTER_URL'] = cluster.superuserUrl
  process.env['TEST_CLUSTER_PLACE'] = JSON.stringify(cluster.place)
  process.env['TEST_TEMPLATE_DATABASE'] = await ensureTestTemplate(cluster.superuserUrl)
  return () => cluster.stop()
}
