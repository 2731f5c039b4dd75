import { Counter, Gauge, register } from 'prom-client';
import type { Hub } from './hub.server';

/** Shows the hub on /metrics. The figures are read when asked for: counting readers costs nothing meanwhile. */
export function exposeMetrics(hub: () => Hub): void {
  gauge('perchoir_live_followers', 'Open streams of this process', () => hub().followers);
  gauge('perchoir_live_streams', 'Streams kept in memory', () => hub().streams);
  gauge('perchoir_live_listening', '1 while the LISTEN connection stands', () => Number(hub().listening));
  counter(
    'perchoir_live_deliveries_total',
    'Batches of entries written to readers',
    () => hub().counts.delivered,
  );
  counter('perchoir_live_cut_total', 'Readers cut because they did not read', () => hub().counts.cut);
  counter(
    'perchoir_live_revoked_total',
    'Readers ended because they lost access',
    () => hub().counts.revoked,
  );
  counter('perchoir_live_reloads_total', 'Readers told to reload their page', () => hub().counts.reloaded);
}

function gauge(name: string, help: string, read: () => number): void {
  // A reloading development server comes here again.
  register.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    collect() {
      this.set(read());
    },
  });
}

function counter(name: string, help: string, read: () => number): void {
  register.removeSingleMetric(name);
  new Counter({
    name,
    help,
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}
