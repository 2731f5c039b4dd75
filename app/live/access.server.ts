import type { Counts } from './follower.server';
import { comeBack, signal } from './frame.server';
import type { LiveStream, Subscription } from './live-stream.server';

type Means = {
  counts: Counts;
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  report(error: unknown): void;
};

/**
 * Asks again, once per viewer, who may follow the stream, and ends the readers who may not. Those of whom
 * we cannot find out are ended too, and invited to come back and be asked at the door.
 * @param whose only these readers
 */
export async function recheckAccess(
  stream: LiveStream,
  { counts, inTurn, report }: Means,
  whose: (subscription: Subscription) => boolean = () => true,
): Promise<void> {
  stream.forgetPermits();
  const viewers = new Map([...stream.subscriptions].filter(whose).map((one) => [one.viewerKey, one.viewer]));
  const asked = [...viewers].map(([key, viewer]) =>
    inTurn(async () => {
      try {
        if (await stream.permits(viewer, key)) return;
        endReaders(stream, key, signal('gone', {}), counts);
      } catch (error) {
        report(error);
        endReaders(stream, key, comeBack(), counts);
      }
    }),
  );
  await Promise.all(asked);
}

function endReaders(stream: LiveStream, viewerKey: string, word: Buffer, counts: Counts): void {
  for (const subscription of stream.subscriptions) {
    if (subscription.viewerKey !== viewerKey) continue;
    counts.revoked++;
    subscription.revoked = true;
    subscription.follower?.end(word);
    stream.leave(subscription);
  }
}
