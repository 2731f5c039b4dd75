import { db } from '#db/client';
import type { Self } from '../../domain/members/rules';
import { findTopic, type TopicView } from '../../domain/topics/queries.server';
import { topicId } from '../../domain/topics/rules';
import { requireMember } from '../../session.server';

const missing = () => new Response(null, { status: 404 });

/** The topic an address names, for who may open it; strangers are asked to sign in first, whatever it names. */
export async function topicAt(
  request: Request,
  named: string | undefined,
): Promise<{ self: Self; topic: TopicView }> {
  const self = await requireMember(request);
  const id = topicId.safeParse(named).data;
  const topic = id && (await findTopic(db, { member: self, keys: [] }, id));
  if (!topic) throw missing();
  return { self, topic };
}

/** The same, for who may read what is said there. */
export async function readableTopicAt(request: Request, named: string | undefined) {
  const found = await topicAt(request, named);
  if (!found.topic.readable) throw missing();
  return found;
}
