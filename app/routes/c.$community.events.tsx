import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { circlesWords } from '../locales/parts/circles';
import { titled } from '../ui/site/title';
import { CommunityTables } from './c.$community/tables';
import { loadTables } from './c.$community/tables.server';

export const handle = { words: circlesWords };

export const meta = titled;

export const loader = ({ request, params }: LoaderFunctionArgs) => loadTables(request, params.community);

export default function Evenings() {
  return <CommunityTables tables={useLoaderData<typeof loader>()} />;
}
