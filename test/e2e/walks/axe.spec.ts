import { expect, test } from '#test/support/e2e';
import { DESKTOP, faultsOf, PHONE } from '#test/support/faults';
import { stopsOf, WALKERS } from '#test/support/walk/itinerary';
import { walk, walkAs, worldOf } from '#test/support/walk/world';

test.use({
  // Pages that are not there, links that were used.
  expectedErrors: [/status of 4(00|04|10)|Blocked script execution/],
});

for (const [locale, size] of [
  ['fr', PHONE],
  ['en', DESKTOP],
] as const) {
  for (const walker of WALKERS) {
    test(`${walker}, ${locale}, ${size.width}`, async ({ reader, inbox }) => {
      test.setTimeout(240_000);
      const means = { reader, inbox };
      const world = await worldOf(means);
      // Fine screens cost paint, and nothing here counts their dots.
      const options = { locale, reducedMotion: 'reduce', deviceScaleFactor: 1 } as const;
      const page = await walkAs(means, world, walker, options);
      // Two at a time: while one page is on its way, the other is looked at.
      const pages = [page, await page.context().newPage()];
      const found = await walk(stopsOf(walker, world.names), pages, (one, path, status) =>
        faultsOf(one, path, size, status),
      );
      expect(found).toEqual([]);
    });
  }
}
