import { useState } from 'react';
import type { PostView } from '../../domain/posts/queries.server';

interface Pressed {
  thankful: boolean;
  /** How many are shown, for as long as the post still says `from`. */
  shown: number;
  from: number;
}

export interface Thanks {
  count: number;
  thankful: boolean;
}

/** The reader's thanks, shown before they are acknowledged. */
export function useThanks(thanked: readonly string[]) {
  const [pressed, setPressed] = useState<Readonly<Record<string, Pressed>>>({});

  function of(post: PostView): Thanks {
    const own = pressed[post.id];
    return {
      count: own && own.from === post.thanks ? own.shown : post.thanks,
      thankful: own?.thankful ?? thanked.includes(post.id),
    };
  }

  function press(post: PostView, thankful: boolean): void {
    const shown = Math.max(0, of(post).count + (thankful ? 1 : -1));
    setPressed((before) => ({ ...before, [post.id]: { thankful, shown, from: post.thanks } }));
  }

  /** It was refused: as if it had not been pressed. */
  function forget(id: string): void {
    setPressed(({ [id]: _, ...others }) => others);
  }

  return { of, press, forget };
}
