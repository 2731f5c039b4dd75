/** Tests of the process run the finished build; it is made only if the sources changed. */
export default async function setup(): Promise<void> {
  const { buildApp } = await import('../../launch/prepare.mjs');
  await buildApp();
}
