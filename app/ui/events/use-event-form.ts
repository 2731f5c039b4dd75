import { type SubmissionResult, useForm } from '@conform-to/react';
import type { WrittenForm } from '../../domain/events/rules';

/** The event form's state; `id` also names its draft. */
export const useEventForm = (
  id: string,
  written: Partial<WrittenForm>,
  lastResult: SubmissionResult<string[]> | undefined,
) => useForm<WrittenForm>({ id, lastResult, defaultValue: written });

export type EventFormFields = ReturnType<typeof useEventForm>[1];
